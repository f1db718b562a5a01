import type { Finding } from '../../../shared/api/quality.ts';
import type { Translate } from '../../i18n/index.ts';

/** What is wrong, in one line. */
export function findingWords(finding: Finding, t: Translate): string {
  const { kind, range_from: from, range_to: to } = finding;
  return t(`quality.said.${kind}`, {
    cabinet: finding.cabinet ?? '',
    range: from === null ? t('quality.anyNumber') : `${from} – ${to ?? ''}`,
    number: finding.access_number ?? '',
    account: finding.account ?? '',
    other: finding.other_account ?? '',
    others: finding.others.join('、'),
    count: finding.count ?? 0,
  });
}
