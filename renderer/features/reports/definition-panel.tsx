import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { reportTable } from '../../../shared/reports/index.ts';
import type { ReportId } from '../../../shared/reports/index.ts';
import { Panel } from '../../ui/index.ts';
import { columnFormula, columnTitle, rowsWords } from '../../ui/report-words.ts';
import styles from './reports.module.css';

/** 口径: what a row is and how each column is made, in the words of docs/reports.md. */
export function DefinitionPanel({ id }: { id: ReportId }): ReactNode {
  const { t } = useTranslation();
  const { columns, sources } = reportTable(id);
  const words = sources.map((kind) => t(`domain.feedKind.${kind}`));
  return (
    <Panel title={t('reports.definition')} className={styles['definition'] ?? ''}>
      <dl className={styles['terms']}>
        <dt>{t('reports.rowsAre')}</dt>
        <dd>{rowsWords(t, id)}</dd>
        {columns.map(({ key }) => (
          <div key={key}>
            <dt>{columnTitle(t, id, key)}</dt>
            <dd>{columnFormula(t, id, key)}</dd>
          </div>
        ))}
        <dt>{t('reports.sourcesAre')}</dt>
        <dd>{words.length === 0 ? t('reports.records') : words.join(t('customers.chip.separator'))}</dd>
      </dl>
    </Panel>
  );
}
