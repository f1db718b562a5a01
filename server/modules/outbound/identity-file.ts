import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Day } from '../../../shared/lib/dates.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import { inTransaction } from '../../postgres/transaction.ts';

export interface IdentityFile {
  day: Day;
  file: string;
  rowCount: number;
}

export interface IdentityOrder {
  folder: string;
  day: Day;
  madeBy: string;
  now: Date;
  /** Writes the day's file anew where there is one. */
  again?: boolean;
}

/** Closed customers are no longer anybody's; the order is that of the codes, so that two days can be compared. */
const IDENTITIES = `
  select c.customer_code as "customerCode", c.billing_account_number as "合同号", c.community_code as "community",
    responsible_unit(u) as "营销属性",
    case c.reporting_segment when 'KEY_ACCOUNT' then '大客户' when 'BUSINESS' then '商业' when 'MASS_MARKET' then '公众'
      when 'CONTRACT_AGENT' then '统包' when 'TRANSIENT' then '流动' end as "统计属性"
  from customer c join org_unit u on u.unit_code = c.community_code
  where c.closed_on is null order by c.customer_code`;

/**
 * Writes the file of customer identity of a day: `customer_identity_20261121.csv`, UTF-8, one line a customer. It
 * appears whole or not at all. Null where another process has written that day's, or writes it now.
 */
export async function writeIdentityFile(pool: Pool, order: IdentityOrder): Promise<IdentityFile | null> {
  const { folder, day, madeBy, now, again = false } = order;
  const file = `customer_identity_${day.replaceAll('-', '')}.csv`;
  return inTransaction(pool, async (client) => {
    const claimed = await client.query(
      `insert into outbound_file as o (day, file, made_at, made_by, row_count, sha256) values ($1, $2, $3, $4, 0, '')
       on conflict (day) do update set made_at = excluded.made_at, made_by = excluded.made_by where $5`,
      [day, file, now, madeBy, again],
    );
    if (claimed.rowCount === 0) return null;
    await mkdir(folder, { recursive: true });
    const path = join(folder, file);
    const unfinished = `${path}.${process.pid}.part`;
    try {
      const { rowCount, sha256 } = await copyInto(client, unfinished);
      await rename(unfinished, path);
      await client.query('update outbound_file set row_count = $2, sha256 = $3 where day = $1', [
        day,
        rowCount,
        sha256,
      ]);
      await writeAudit(client, {
        kind: 'EXPORTED',
        actor: madeBy,
        at: now,
        subject: file,
        detail: { screen: 'outbound', form: 'text', rows: rowCount },
      });
      return { day, file: path, rowCount };
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  });
}

/** The answer is read to its end whatever becomes of the file: a connection left within it could not be used again. */
async function copyInto(client: PoolClient, path: string): Promise<{ rowCount: number; sha256: string }> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  let failure: Error | undefined;
  try {
    const copy = client.query(copyTo(`copy (${IDENTITIES}) to stdout with (format csv, header)`));
    for await (const chunk of copy as AsyncIterable<Buffer>) {
      if (failure !== undefined) continue;
      hash.update(chunk);
      await file.appendFile(chunk).catch((error: Error) => (failure = error));
    }
    if (failure !== undefined) throw failure;
    await file.sync();
    return { rowCount: copy.rowCount, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}
