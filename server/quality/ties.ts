import type { PoolClient } from 'pg';
import type { Day } from '../../shared/lib/dates.ts';
import { replaceFindings } from './replace-findings.ts';

/**
 * Rules of equal width that held a customer's number: the lower community code won, and whoever keeps the cabinets
 * should know. One finding for each winning rule, with the customers that it decided for.
 */
export const recordTies = (client: PoolClient, day: Day): Promise<number> =>
  replaceFindings(client, {
    kind: 'TIED_RULES',
    prefix: '',
    day,
    query: `
      select concat_ws(' ', placement ->> 'cabinet', placement ->> 'rangeFrom', placement ->> 'rangeTo', community_code),
        jsonb_build_object('cabinet', min(placement ->> 'cabinet'), 'rangeFrom', min(placement ->> 'rangeFrom'),
          'rangeTo', min(placement ->> 'rangeTo'), 'communityCode', community_code, 'customers', count(*),
          'firstCustomer', min(customer_code))
      from customer
      where placement ? 'tied'
      group by 1, community_code`,
  });
