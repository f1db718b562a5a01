import { Button, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addMonths, monthOf } from '../../../shared/lib/dates.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import type { Translate } from '../../i18n/index.ts';
import { useReference } from '../../session/react.tsx';
import { formatCount, today as todayOf } from '../../ui/format/index.ts';
import { ExportOutlined, LeftOutlined } from '../../ui/icons.tsx';
import { EmptyState, KpiStrip, KpiTile, Page, Panel, useServerNow } from '../../ui/index.ts';
import { PaperHead, PrintButton, staffName, useAccess } from '../customers/index.ts';
import type { ChartSheet } from './use-chart-files.ts';
import { useChartFiles } from './use-chart-files.ts';
import { useWorkReport } from './use-work-report.ts';
import type { PersonFigures } from './use-work-report.ts';
import styles from './workbench.module.css';

const MONTHS = 13;

/** 工作月报: what one person did in a month, counted from the records in the cache; for paper and for Excel. */
export function WorkReportPage(): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const { staff } = useAccess();
  const today = todayOf(useServerNow());
  const [month, setMonth] = useState<Month>(monthOf(today));
  const [person, setPerson] = useState(staff.staff_no);
  const report = useWorkReport(month, today);
  const people = [...new Set([staff.staff_no, ...report.keys()])];
  const name = person === staff.staff_no ? staff.name : staffName(person, units);
  const figures = report.get(person);
  const files = useChartFiles(t('workbench.work.title'), `${name} ${month}`);
  return (
    <Page
      title={t('workbench.work.title')}
      hint={`${name} · ${month} · ${t('workbench.work.source')}`}
      before={
        <Link to="/workbench" aria-label={t('workbench.plan.back')} title={t('workbench.plan.back')}>
          <Button type="text" size="small" icon={<LeftOutlined />} tabIndex={-1} />
        </Link>
      }
      actions={
        <>
          <Select<string>
            aria-label={t('workbench.work.person')}
            popupMatchSelectWidth={180}
            value={person}
            options={people.map((value) => ({
              value,
              label: value === staff.staff_no ? staff.name : staffName(value, units),
            }))}
            onChange={setPerson}
          />
          <Select<Month>
            aria-label={t('workbench.month')}
            value={month}
            options={Array.from({ length: MONTHS }, (_, i) => addMonths(monthOf(today), -i)).map((value) => ({
              value,
              label: value,
            }))}
            onChange={setMonth}
          />
          {files !== null && figures !== undefined && (
            <Button icon={<ExportOutlined />} onClick={() => files.saveExcel(sheetOf(figures, t))}>
              {t('workbench.work.export')}
            </Button>
          )}
          <PrintButton />
        </>
      }
    >
      <PaperHead staff={staff} />
      {figures === undefined ? (
        <EmptyState title={t('workbench.work.empty')} hint={t('workbench.work.emptyHint')} />
      ) : (
        <Figures figures={figures} />
      )}
    </Page>
  );
}

const FIGURES = [
  'customers',
  'visits',
  'calls',
  'reached',
  'due',
  'kept',
  'onTime',
  'received',
  'solved',
  'inTime',
  'feedback',
] as const;

/** The figures and their names, in the order in which they are read. */
const linesOf = (figures: PersonFigures, t: Translate): [name: string, count: number][] => [
  ...FIGURES.map((key): [string, number] => [t(`workbench.work.figure.${key}`), figures[key]]),
  ...outcomesOf(figures).map(([outcome, n]): [string, number] => [
    t('workbench.work.ended', { outcome: outcome || t('workbench.work.unsaid') }),
    n,
  ]),
];

const outcomesOf = ({ outcomes }: PersonFigures): [string, number][] =>
  Object.entries(outcomes).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));

const sheetOf = (figures: PersonFigures, t: Translate): ChartSheet => ({
  kinds: [],
  filter: [t('workbench.work.definition'), t('workbench.work.complaintDefinition')],
  columns: [
    { key: 'name', header: t('workbench.work.item'), kind: 'text', width: 28 },
    { key: 'count', header: t('workbench.work.number'), kind: 'count', width: 10 },
  ],
  rows: linesOf(figures, t).map(([name, count]) => ({ name, count })),
});

function Figures({ figures }: { figures: PersonFigures }): ReactNode {
  const { t } = useTranslation();
  const tile = (
    key: 'customers' | 'visits' | 'calls' | 'due' | 'received' | 'feedback',
    note?: string,
  ): ReactNode => (
    <KpiTile
      label={t(`workbench.work.figure.${key}`)}
      value={formatCount(figures[key])}
      {...(note === undefined ? {} : { note })}
    />
  );
  return (
    <>
      <KpiStrip label={t('workbench.work.title')}>
        {tile('customers')}
        {tile('visits')}
        {tile('calls', t('workbench.work.reached', { count: figures.reached }))}
        {tile('due', t('workbench.work.kept', { kept: figures.kept, onTime: figures.onTime }))}
        {tile('received', t('workbench.work.solved', { solved: figures.solved, inTime: figures.inTime }))}
        {tile('feedback')}
      </KpiStrip>
      <Panel fill flush title={t('workbench.work.outcomes')} hint={t('workbench.work.definition')}>
        <table className={styles['stops']}>
          <thead>
            <tr>
              <th scope="col">{t('workbench.work.outcome')}</th>
              <th scope="col">{t('workbench.work.number')}</th>
            </tr>
          </thead>
          <tbody>
            {outcomesOf(figures).map(([outcome, n]) => (
              <tr key={outcome}>
                <td>{outcome || t('workbench.work.unsaid')}</td>
                <td>{formatCount(n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles['definition']}>{t('workbench.work.complaintDefinition')}</p>
      </Panel>
    </>
  );
}
