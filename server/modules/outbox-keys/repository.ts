import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

export interface StoredKey {
  keyId: string;
  bytes: Buffer;
}

/** The key of one person on one device; however many ask at once, there is one. */
export async function keyOfDevice(pool: Pool, staffId: string, deviceId: string): Promise<StoredKey> {
  await pool.query(
    `insert into outbox_key (key_id, staff_id, device_id, key_bytes) values ($1, $2, $3, $4)
     on conflict (staff_id, device_id) do nothing`,
    [randomUUID(), staffId, deviceId, randomBytes(32)],
  );
  const { rows } = await pool.query<StoredKey>(
    `select key_id as "keyId", key_bytes as bytes from outbox_key where staff_id = $1 and device_id = $2`,
    [staffId, deviceId],
  );
  const key = rows[0];
  if (!key) throw new Error('the key that was just made is not there');
  return key;
}

/** A key of this person, from whichever of his devices; undefined where it is nobody's or somebody else's. */
export async function keyById(pool: Pool, staffId: string, keyId: string): Promise<StoredKey | undefined> {
  const { rows } = await pool.query<StoredKey>(
    `select key_id as "keyId", key_bytes as bytes from outbox_key where staff_id = $1 and key_id = $2`,
    [staffId, keyId],
  );
  return rows[0];
}
