import type { Intake } from '../definition.ts';
import { AREA_POOLS } from '../kinds/area-check.ts';

/**
 * Notes which networks a billing file is the first of: their customers are opening stock. The network of a billing
 * area is the local network above its public department's pool. The same day's file, delivered again, is still it.
 */
export async function noteOpeningNetworks({ client, day }: Intake): Promise<void> {
  await client.query(
    `insert into opening_network (network_code, file_day)
     select distinct n.unit_code, $1::date
     from (select distinct billing_area from stage where reason is null) s
     join (${AREA_POOLS}) area using (billing_area)
     join org_unit n on n.unit_code = any (area.path) and n.kind = 'LOCAL_NETWORK'
     on conflict (network_code) do nothing`,
    [day],
  );
}
