import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FIXED_REPORTS } from '../../../shared/reports/index.ts';
import { ReportsPage } from './report-page.tsx';

/** 固定报表: what a branch runs every month. */
export function FixedReportsPage(): ReactNode {
  const { t } = useTranslation();
  return <ReportsPage title={t('reports.fixed.title')} reports={FIXED_REPORTS} />;
}
