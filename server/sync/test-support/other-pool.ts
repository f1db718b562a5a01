import type { Pool } from 'pg';
import { createPool } from '../../postgres/database.ts';

/** A pool that a test may end before the database goes: a restore is refused while anybody is connected. */
export const connect = (url: string): Pool => createPool(url, { max: 4 });
