import { REF_BUCKET, communityOfBucket } from '../../../shared/sync/protocol.ts';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import type { BucketProgress } from '../../data/types.ts';

/** One line of the first download: the reference data, what is mine, or a centre with all its communities. */
export interface DownloadArea {
  key: string;
  kind: 'reference' | 'mine' | 'centre';
  /** Of a centre; its code before its name has come. */
  name: string;
  state: BucketProgress['state'];
  rows: number;
  expectedRows: number | null;
  customers: number | null;
}

/** Sums the buckets of a download per centre, in the order in which they come. */
export function downloadAreas(
  buckets: readonly BucketProgress[],
  units: ReadonlyMap<string, OrgUnitRow>,
): DownloadArea[] {
  const areas = new Map<string, DownloadArea>();
  for (const bucket of buckets) {
    const area = areaOf(bucket.bucket, units);
    const known = areas.get(area.key);
    if (known === undefined) {
      areas.set(area.key, { ...area, ...figuresOf(bucket) });
    } else {
      known.rows += bucket.rows;
      known.expectedRows = sumKnown(known.expectedRows, bucket.expectedRows);
      known.customers = sumKnown(known.customers, bucket.customers);
      if (known.state !== bucket.state) known.state = 'running';
    }
  }
  // Nothing of one's own is nothing to wait for.
  return [...areas.values()].filter((area) => area.kind !== 'mine' || area.expectedRows !== 0);
}

const figuresOf = ({ state, rows, expectedRows, customers }: BucketProgress) => ({
  state,
  rows,
  expectedRows,
  customers,
});

const sumKnown = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

function areaOf(
  bucket: string,
  units: ReadonlyMap<string, OrgUnitRow>,
): Pick<DownloadArea, 'key' | 'kind' | 'name'> {
  if (bucket === REF_BUCKET) return { key: bucket, kind: 'reference', name: '' };
  const community = communityOfBucket(bucket);
  if (community === undefined) return { key: 'mine', kind: 'mine', name: '' };
  const centre = centreAbove(community, units);
  return { key: centre?.unitCode ?? community, kind: 'centre', name: centre?.name ?? community };
}

function centreAbove(code: string, units: ReadonlyMap<string, OrgUnitRow>): OrgUnitRow | undefined {
  let unit = units.get(code);
  const community = unit;
  while (unit !== undefined && unit.kind !== 'SERVICE_CENTRE') {
    unit = unit.parentCode === null ? undefined : units.get(unit.parentCode);
  }
  return unit ?? community;
}
