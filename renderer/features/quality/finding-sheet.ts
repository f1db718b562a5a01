import type { Finding, QualityKind } from '../../../shared/api/quality.ts';
import type { Translate } from '../../i18n/index.ts';
import type { ChartSheet } from '../workbench/index.ts';
import { findingWords } from './finding-words.ts';

/** What the list is narrowed to. */
export interface FindingFilter {
  kind: QualityKind | null;
  search: string;
}

/** The findings as a sheet of the house format. */
export function findingSheet(
  findings: readonly Finding[],
  { kind, search }: FindingFilter,
  t: Translate,
): ChartSheet {
  return {
    kinds: ['billing_users', 'line97'],
    filter: [
      t(kind === null ? 'quality.all' : `quality.kinds.${kind}`),
      ...(search === '' ? [] : [t('quality.condition', { search })]),
    ],
    columns: [
      { key: 'code', header: t('quality.code'), kind: 'text', width: 16 },
      { key: 'name', header: t('quality.name'), kind: 'text', width: 20 },
      { key: 'kind', header: t('quality.kind'), kind: 'text', width: 16 },
      { key: 'placeCode', header: t('quality.placeCode'), kind: 'text', width: 18 },
      { key: 'place', header: t('quality.place'), kind: 'text', width: 20 },
      { key: 'what', header: t('quality.what'), kind: 'text', width: 60 },
      { key: 'since', header: t('quality.since'), kind: 'text', width: 12 },
    ],
    rows: findings.map((row) => ({
      code: row.customer_code ?? '',
      name: row.customer_name ?? '',
      kind: t(`quality.kinds.${row.kind}`),
      placeCode: row.community_code ?? '',
      place: row.community_name ?? '',
      what: findingWords(row, t),
      since: row.found_on,
    })),
  };
}
