import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTROL_REPORTS } from '../../../shared/reports/index.ts';
import { InstalledHalves } from './installed-halves.tsx';
import { ReportsPage } from './report-page.tsx';

/** 存量分析: who works how much, and with what result. */
export function InstalledBasePage(): ReactNode {
  const { t } = useTranslation();
  return (
    <ReportsPage
      title={t('reports.installed.title')}
      reports={CONTROL_REPORTS}
      part={<InstalledHalves half="control" />}
    />
  );
}
