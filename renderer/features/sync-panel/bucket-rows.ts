import { REF_BUCKET, communityOfBucket, unitOfBucket } from '../../../shared/sync/protocol.ts';
import type { SyncStatus } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { formatCount } from '../../ui/format/index.ts';

export interface BucketLine {
  bucket: string;
  name: string;
  rows: string;
  state: string;
  tone: 'good' | 'calm' | 'soon';
}

/** Each bucket with how many rows of it are here and how it stands; those on their way tell how far they are. */
export function bucketLines(
  status: Pick<SyncStatus, 'buckets' | 'progress'>,
  unitName: (code: string) => string,
  t: Translate,
): BucketLine[] {
  const coming = new Map((status.progress?.buckets ?? []).map((one) => [one.bucket, one]));
  const known = (status.buckets ?? []).filter(({ bucket }) => !coming.has(bucket));
  const lines = [
    ...known.map(({ bucket, rows, verified }) => ({
      bucket,
      rows,
      state: t(verified ? 'sync.buckets.verified' : 'sync.buckets.different'),
      tone: verified ? ('good' as const) : ('soon' as const),
    })),
    ...[...coming.values()].map(({ bucket, rows, state, expectedRows }) => ({
      bucket,
      rows,
      state: comingText(state, rows, expectedRows, t),
      tone: 'calm' as const,
    })),
  ];
  return lines
    .map(({ rows, ...line }) => ({
      ...line,
      name: bucketName(line.bucket, unitName, t),
      rows: t('sync.buckets.rows', { rows: formatCount(rows) }),
    }))
    .toSorted((a, b) => rank(a.bucket) - rank(b.bucket) || a.bucket.localeCompare(b.bucket));
}

function comingText(
  state: 'waiting' | 'running' | 'complete',
  rows: number,
  expected: number | null,
  t: Translate,
): string {
  if (state === 'waiting') return t('sync.buckets.waiting');
  if (state === 'complete') return t('sync.buckets.arrived');
  if (expected === null || expected === 0) return t('sync.buckets.loadingSome');
  return t('sync.buckets.loading', { percent: Math.min(99, Math.floor((rows / expected) * 100)) });
}

function bucketName(bucket: string, unitName: (code: string) => string, t: Translate): string {
  if (bucket === REF_BUCKET) return t('sync.buckets.ref');
  const community = communityOfBucket(bucket);
  if (community !== undefined) return unitName(community);
  const unit = unitOfBucket(bucket);
  return unit === undefined ? t('sync.buckets.mine') : t('sync.buckets.rollup', { unit: unitName(unit) });
}

/** Communities first: that is where customers are; then totals, one's own, and what all have in common. */
function rank(bucket: string): number {
  if (communityOfBucket(bucket) !== undefined) return 0;
  if (unitOfBucket(bucket) !== undefined) return 1;
  return bucket === REF_BUCKET ? 3 : 2;
}
