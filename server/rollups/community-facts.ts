import type { PoolClient } from 'pg';
import type { Balance, Customer, Interaction, Ledger } from '../../shared/domain/rows.ts';
import type { CustomerFacts } from '../../shared/reports/index.ts';
import { factsOf } from '../../shared/reports/index.ts';
import type { Month } from '../../shared/lib/dates.ts';
import { communityBucket } from '../../shared/sync/protocol.ts';

/** Customers in memory at a time, with their ledgers a few MB. */
const CUSTOMERS_AT_ONCE = 500;

interface StoredRows {
  customer: string;
  ledger: string | null;
  balance: string | null;
  interactions: string | null;
}

/**
 * The open customers of a community, a few at a time, read from the rows that clients hold; `db` is in a transaction.
 * A pool may hold a hundred thousand.
 */
export async function* communityFacts(
  db: PoolClient,
  communityCode: string,
  month: Month | null,
): AsyncGenerator<CustomerFacts> {
  // Declaring a cursor takes no parameters.
  await db.query(`
    declare community_facts no scroll cursor for
    select c.body as customer, l.body as ledger, b.body as balance, n.bodies as interactions
    from sync_row c
    left join sync_row l on l.entity = 'ledger' and l.id = c.id
    left join sync_row b on b.entity = 'balance' and b.id = c.id
    left join lateral (
      select '[' || string_agg(r.body, ',') || ']' as bodies
      from interaction i
      join sync_row r on r.entity = 'interaction' and r.id = i.interaction_id
      where i.customer_code = c.id
    ) n on true
    where c.bucket = ${db.escapeLiteral(communityBucket(communityCode))} and c.entity = 'customer'`);
  for (let key = 0; ;) {
    const { rows } = await db.query<StoredRows>(`fetch ${CUSTOMERS_AT_ONCE} from community_facts`);
    for (const row of rows) {
      const customer = JSON.parse(row.customer) as Customer;
      if (customer.closedOn !== undefined) continue;
      const ledger = row.ledger === null ? null : (JSON.parse(row.ledger) as Ledger);
      const balance = row.balance === null ? null : (JSON.parse(row.balance) as Balance);
      const interactions = row.interactions === null ? [] : (JSON.parse(row.interactions) as Interaction[]);
      yield factsOf(key++, { customer, ledger, balance, interactions }, month);
    }
    if (rows.length < CUSTOMERS_AT_ONCE) break;
  }
  await db.query('close community_facts');
}
