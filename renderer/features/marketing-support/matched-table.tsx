import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref, useNavigate } from 'react-router';
import { useReference } from '../../session/react.tsx';
import { DataTable, EmptyState } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import { CallListButton } from '../call-lists/index.ts';
import { customerPath } from '../customers/index.ts';
import { callOffer } from './call-offer.ts';
import styles from './marketing-support.module.css';
import { figureKey } from './use-matched-rows.ts';
import type { MatchedRow, MatchedRows } from './use-matched-rows.ts';
import type { OffersState } from './use-offers.ts';
import { figureText, figureTitle } from './words.ts';

/** Those under the rule: who, where, the figures that the rule speaks of, and why in words. */
export function MatchedTable(props: {
  state: OffersState;
  matched: MatchedRows;
  onExport?: (rows: ArrayLike<number>) => void;
}): ReactNode {
  const { state, matched, onExport } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const { chosen, index } = state;
  const { rows, at, codeAt, sort, onSort } = matched;
  const open = useCallback((code: string) => void navigate(customerPath(code)), [navigate]);
  const columns = useColumns(matched, open);
  const taken = useMemo(() => rows.filter((row) => selected.has(codeAt(row))), [rows, selected, codeAt]);
  return (
    <div className={styles['table']}>
      <DataTable<MatchedRow>
        label={chosen.name}
        columns={columns}
        rows={rows}
        version={index.version}
        at={at}
        keyAt={codeAt}
        rowKey={({ customer }) => customer.customerCode}
        sort={sort}
        onSort={onSort}
        selected={selected}
        onSelect={select}
        onOpen={({ customer }) => open(customer.customerCode)}
        empty={<Nobody state={state} />}
        selectionBar={
          <>
            <span>{t('offers.bar.selected', { count: taken.length })}</span>
            <span className={styles['barActs']}>
              <CallListButton
                small
                codes={() => Array.from(taken, codeAt)}
                count={taken.length}
                offer={callOffer(chosen)}
              />
              {onExport && (
                <Button size="small" onClick={() => onExport(taken)}>
                  {t('offers.bar.export', { count: taken.length })}
                </Button>
              )}
              <Button size="small" type="link" onClick={() => select(new Set())}>
                {t('offers.bar.clear')}
              </Button>
            </span>
          </>
        }
      />
    </div>
  );
}

function Nobody({ state: { month, chosen } }: { state: OffersState }): ReactNode {
  const { t } = useTranslation();
  if (month === null) return <EmptyState title={t('offers.noMonth')} hint={t('offers.noMonthHint')} />;
  if (chosen.rule.off === true) return <EmptyState title={t('offers.isOff')} hint={t('offers.isOffHint')} />;
  return <EmptyState title={t('offers.nothing')} hint={t('offers.nothingHint')} />;
}

function useColumns(
  { telling }: MatchedRows,
  open: (customerCode: string) => void,
): DataColumn<MatchedRow>[] {
  const { t } = useTranslation();
  const { units } = useReference();
  const top = useHref('/');
  return useMemo(() => {
    const plain = (
      key: 'community' | 'product' | 'reason',
      width: number,
      text: (row: MatchedRow) => string,
    ): DataColumn<MatchedRow> => ({
      key,
      title: t(`offers.column.${key}`),
      width,
      render: (row) => <span title={text(row)}>{text(row) || t('common.none')}</span>,
      text,
    });
    const follow = (event: MouseEvent<HTMLAnchorElement>, code: string): void => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(code);
    };
    return [
      {
        key: 'name',
        title: t('offers.column.name'),
        width: 120,
        grow: 1,
        sortable: true,
        render: ({ customer: { customerCode, name } }) => (
          <a
            className={styles['link']}
            href={top + customerPath(customerCode).slice(1)}
            title={name}
            tabIndex={-1}
            onClick={(event) => follow(event, customerCode)}
          >
            {name}
          </a>
        ),
        text: ({ customer }) => customer.name,
      },
      plain(
        'community',
        108,
        ({ customer }) => units.get(customer.communityCode)?.name ?? customer.communityCode,
      ),
      plain('product', 108, ({ customer }) => customer.product),
      ...telling.map((condition, i): DataColumn<MatchedRow> => {
        const text = ({ figures }: MatchedRow): string => figureText(condition, figures[i]!);
        const isDay = condition.kind === 'agreementEnds';
        return {
          key: figureKey(i),
          title: figureTitle(condition, t),
          width: isDay ? 104 : 148,
          align: isDay ? 'left' : 'right',
          sortable: true,
          render: text,
          text,
        };
      }),
      { ...plain('reason', 300, ({ reason }) => reason), grow: 4 },
    ];
  }, [t, units, top, telling, open]);
}
