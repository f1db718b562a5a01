import type { Pool } from 'pg';
import { segmentReport, type SegmentLine, type SegmentReport } from '../../../shared/api/outbound.ts';
import { type Channel, REPORTING_SEGMENTS, type ReportingSegment } from '../../../shared/domain/org-units.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import type { Caller } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { communitiesInReach, grantColumns } from '../territory/scope.ts';

export function registerOutboundRoutes(app: App, { pool, clock }: { pool: Pool; clock: Clock }): void {
  app.get(
    '/outbound/v1/segments',
    {
      config: { access: { kind: 'permission', permission: 'rollup.read' } },
      schema: {
        summary: 'Customers and subscriptions by 营销属性 and 统计属性, in my scope',
        tags: ['division'],
        response: { 200: segmentReport },
      },
    },
    (request) => readReport(pool, request.caller, clock.now()),
  );
}

interface Count {
  department_code: string;
  name: string;
  network_name: string;
  channel: Channel | null;
  segment: ReportingSegment;
  customers: number;
  subscriptions: number;
}

async function readReport(pool: Pool, caller: Caller, now: Date): Promise<SegmentReport> {
  const { units, channels } = grantColumns(caller.grants, 'rollup.read');
  const { rows } = await pool.query<Count>(
    `with reach as materialized (
       select u.unit_code, responsible_unit(u) as department_code
       from org_unit u where u.unit_code in (${communitiesInReach('$1', '$2')})
     ), live as (
       select c.customer_code, r.department_code, c.reporting_segment,
         (select count(*) from subscription s where s.customer_code = c.customer_code and s.status <> 'TERMINATED'
           and s.missing_since is null) as subscriptions
       from customer c join reach r on r.unit_code = c.community_code
       where c.closed_on is null
     )
     select d.unit_code as department_code, d.name, coalesce(n.name, '') as network_name, d.channel,
       l.reporting_segment as segment, count(*)::int as customers, sum(l.subscriptions)::int as subscriptions
     from live l
     join org_unit d on d.unit_code = l.department_code
     left join org_unit n on n.unit_code = any (d.path) and n.kind = 'LOCAL_NETWORK'
     group by d.unit_code, n.name, l.reporting_segment
     order by d.path, l.reporting_segment`,
    [units, channels],
  );
  const newest = await pool.query<{ day: string; file: string; made_at: Date; row_count: number }>(
    'select day, file, made_at, row_count from outbound_file order by day desc limit 1',
  );
  const file = newest.rows[0];
  return {
    server_time: isoInShanghai(now),
    lines: linesOf(rows),
    newest_file: file
      ? { day: file.day, file: file.file, made_at: isoInShanghai(file.made_at), row_count: file.row_count }
      : null,
  };
}

const none = (): Record<ReportingSegment, number> =>
  Object.fromEntries(REPORTING_SEGMENTS.map((segment) => [segment, 0])) as Record<ReportingSegment, number>;

/** One line a department, in the order in which the counts come. */
function linesOf(counts: readonly Count[]): SegmentLine[] {
  const lines = new Map<string, SegmentLine>();
  for (const { segment, customers, subscriptions, ...department } of counts) {
    const line = lines.get(department.department_code) ?? {
      ...department,
      customers: none(),
      subscriptions: none(),
      differing: 0,
    };
    line.customers[segment] = customers;
    line.subscriptions[segment] = subscriptions;
    if (department.channel !== null && segment !== department.channel) line.differing += customers;
    lines.set(department.department_code, line);
  }
  return [...lines.values()];
}
