import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ARREARS_STAGES, total } from '../../../shared/reports/index.ts';
import { AgeingBars, ageingPicture, ChartMenu, usePictureColours } from '../../ui/charts/index.ts';
import type { AgeingBar, ChartView } from '../../ui/charts/index.ts';
import { formatYuan } from '../../ui/format/index.ts';
import { AsOfHint, Panel } from '../../ui/index.ts';
import { useColours } from '../../ui/theme/index.ts';
import { customersPath } from '../customers/index.ts';
import { useFigureSource } from './figure-source.ts';
import type { FigureSource } from './figure-source.ts';
import { ageingSheet, stageName } from './sheets.ts';
import { useChartFiles } from './use-chart-files.ts';
import type { Workbench } from './use-workbench.ts';
import styles from './workbench.module.css';

export function AgeingPanel({ workbench }: { workbench: Workbench }): ReactNode {
  const { t } = useTranslation();
  const source = useFigureSource(workbench);
  return (
    <AgeingFigures
      {...source}
      link={
        <Link
          className={styles['link']}
          to={customersPath(
            { ...workbench.conditions, arrearsMonthsMin: 1 },
            { key: 'arrears', descending: true },
          )}
          title={t('workbench.ageing.customers', { count: source.figures.ageing.allCustomers })}
        >
          {t('workbench.ageing.dunning')}
        </Link>
      }
    />
  );
}

/** 欠费账龄: how much is owed for how long; a bar opens the customers of that age. */
export function AgeingFigures({
  figures,
  name,
  freshness,
  open,
  link,
}: FigureSource & { link?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { palette } = useColours();
  const colours = usePictureColours();
  const [view, setView] = useState<ChartView>('chart');
  const { ageing } = figures;
  const title = t('workbench.ageing.title');
  const files = useChartFiles(title, name);

  /** A customer may owe on several lines: the table says both, the bars leave it to the pointer. */
  const counted = (items: number, customers: number): string =>
    view === 'chart'
      ? t('workbench.ageing.items', { count: items })
      : `${t('workbench.ageing.items', { count: items })} · ${t('workbench.ageing.inCustomers', { count: customers })}`;
  const bars = ARREARS_STAGES.map((stage): AgeingBar => {
    const i = stage - 1;
    return {
      key: String(stage),
      name: stageName(stage, t),
      count: counted(ageing.items[i]!, ageing.customers[i]!),
      amount: formatYuan(ageing.amounts[i]!),
      value: ageing.amounts[i]!,
      colour: palette.arrears[i]!,
      title: t('workbench.ageing.customers', { count: ageing.customers[i]! }),
    };
  });
  const sum = {
    name: t('workbench.ageing.total'),
    count: counted(total(ageing.items), ageing.allCustomers),
    amount: formatYuan(total(ageing.amounts)),
  };
  const openStage = (key: string): void => {
    const stage = ARREARS_STAGES.find((one) => String(one) === key);
    if (stage === undefined) return;
    open({ arrearsStage: stage }, { key: 'arrears', descending: true });
  };
  return (
    <Panel
      title={title}
      hint={<AsOfHint freshness={freshness} kinds={['arrears']} />}
      actions={
        <>
          {link}
          <ChartMenu
            view={view}
            onView={setView}
            onPng={
              files ? () => files.savePng(ageingPicture(title, { bars, total: sum }, colours)) : undefined
            }
            onExcel={files ? () => files.saveExcel(ageingSheet(ageing, t)) : undefined}
          />
        </>
      }
    >
      <AgeingBars bars={bars} total={sum} view={view} onOpen={openStage} />
    </Panel>
  );
}
