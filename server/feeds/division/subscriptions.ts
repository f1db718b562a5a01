import type { Intake } from '../definition.ts';
import { count } from '../merge-rows.ts';

const FILLED = [
  'billing_account_number',
  'name',
  'access_number',
  'product',
  'status',
  'installation_address',
  'billing_area',
  'activated_on',
  'terminated_on',
  'contact_phone',
] as const;
const list = (alias: string): string => FILLED.map((name) => `${alias}.${name}`).join(', ');

export interface SubscriptionCounts {
  changed: number;
  missing: number;
  accountsChanged: number;
}

/**
 * Puts each subscription of `stage` under the customer that holds its billing account (every account has one by now).
 * One whose account changed moves to another customer, and its fees, arrears, agreements and orders hang on it.
 * One that the file does not carry is marked missing, and stays.
 */
export async function placeSubscriptions({ client, runId, day, now }: Intake): Promise<SubscriptionCounts> {
  const accountsChanged = await client.query(
    `insert into reassignment_log (customer_code, from_community, to_community, kind, actor, logged_at, detail)
     select o.customer_code, o.community_code, n.community_code, 'ACCOUNT_CHANGED', 'feed', $2, jsonb_build_object(
       'run', $1::bigint, 'subscription', t.subscription_id, 'toCustomer', n.customer_code,
       'fromAccount', t.billing_account_number, 'toAccount', s.billing_account_number)
     from stage s
     join subscription t using (subscription_id)
     join customer o on o.customer_code = t.customer_code
     join customer n on n.billing_account_number = s.billing_account_number
     where s.reason is null and t.billing_account_number <> s.billing_account_number
     order by s.line`,
    [runId, now],
  );
  const updated = await client.query(
    `update subscription t set (customer_code, ${FILLED.join(', ')}, missing_since) = row(c.customer_code, ${list('s')}, null)
     from stage s join customer c on c.billing_account_number = s.billing_account_number
     where s.reason is null and s.subscription_id = t.subscription_id
       and (t.customer_code, ${list('t')}, t.missing_since) is distinct from (c.customer_code, ${list('s')}, null::date)`,
  );
  const inserted = await client.query(
    `insert into subscription (subscription_id, customer_code, ${FILLED.join(', ')}, first_file_day)
     select s.subscription_id, c.customer_code, ${list('s')}, $1::date
     from stage s join customer c on c.billing_account_number = s.billing_account_number
     where s.reason is null and not exists (select from subscription t where t.subscription_id = s.subscription_id)
     order by s.line`,
    [day],
  );
  const missing = await client.query(
    `update subscription t set missing_since = $1::date
     where t.missing_since is null and not exists (select from stage s where s.subscription_id = t.subscription_id)`,
    [day],
  );
  return {
    changed: count(updated) + count(inserted),
    missing: count(missing),
    accountsChanged: count(accountsChanged),
  };
}
