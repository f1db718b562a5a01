import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, ReadingState } from '../../ui/index.ts';
import type { ReportState } from './use-report.tsx';

/** Why there is no report to show. */
export function NotReady({ kind }: { kind: Exclude<ReportState['kind'], 'ready'> }): ReactNode {
  const { t } = useTranslation();
  switch (kind) {
    case 'reading':
      return <ReadingState title={t('reports.reading')} />;
    case 'empty':
      return <EmptyState title={t('reports.none')} hint={t('reports.noneHint')} />;
    case 'away':
      return <EmptyState title={t('reports.noServer')} hint={t('reports.noServerHint')} />;
    case 'failed':
      return <ErrorState title={t('territory.failed')} text={t('territory.failedHint')} />;
  }
}
