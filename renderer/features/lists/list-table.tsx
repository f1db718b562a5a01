import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listTotals } from '../../../shared/reports/index.ts';
import { formatCount } from '../../ui/format/index.ts';
import { DataTable, EmptyState } from '../../ui/index.ts';
import { CallListButton } from '../call-lists/index.ts';
import { customerPath } from '../customers/index.ts';
import { figureText } from './figures.ts';
import { codesOf } from '../../data/list-rows.ts';
import styles from './lists.module.css';
import { useListColumns } from './use-list-columns.tsx';
import type { FeedbackBook } from './use-feedback.ts';
import type { ListRow, OpenList } from './use-subscription-list.ts';

/** The rows of the list; F opens the feedback of the row that has the keyboard. */
export function ListTable(props: {
  open: OpenList;
  feedback: FeedbackBook;
  onExport?: (shown: ArrayLike<number>) => void;
}): ReactNode {
  const { open, feedback } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const [editing, edit] = useState<string | null>(null);
  const { query, list, shown, index, sort } = open;
  const openCustomer = useCallback(
    (customerCode: string) => void navigate(customerPath(customerCode)),
    [navigate],
  );
  const columns = useListColumns({ open, feedback, editing, onEdit: edit, onOpen: openCustomer });
  return (
    <div className={styles['table']}>
      <DataTable<ListRow>
        label={t(`lists.list.${query.list}.name`)}
        columns={columns}
        rows={shown}
        version={index.version}
        at={open.at}
        keyAt={open.keyAt}
        rowKey={keyOf}
        sort={sort}
        onSort={(next) => open.ask({ ...query, sort: next })}
        selected={selected}
        onSelect={select}
        onOpen={({ customer }) => openCustomer(customer.customerCode)}
        rowKeys={list.feedback === undefined ? {} : { f: edit }}
        empty={<NoRows open={open} />}
        selectionBar={
          <SelectionBar
            open={open}
            selected={selected}
            onClear={() => select(new Set())}
            {...(props.onExport ? { onExport: props.onExport } : {})}
          />
        }
      />
    </div>
  );
}

const keyOf = ({ subscriptionId }: ListRow): string => subscriptionId;

function NoRows({ open: { query, list, month, ask } }: { open: OpenList }): ReactNode {
  const { t } = useTranslation();
  if (month === null) return <EmptyState title={t('lists.noMonth')} hint={t('lists.noMonthHint')} />;
  return query.onlyNew ? (
    <EmptyState
      title={t('lists.nothingNew')}
      hint={t('lists.nothingNewHint')}
      action={<Button onClick={() => ask({ ...query, onlyNew: false })}>{t('lists.showAll')}</Button>}
    />
  ) : (
    <EmptyState
      title={t('lists.nothing')}
      hint={Object.keys(list.parameters).length > 0 ? t('lists.nothingHint') : undefined}
    />
  );
}

/** What is selected, what it sums up to, and what can be done with it. */
function SelectionBar(props: {
  open: OpenList;
  selected: ReadonlySet<string>;
  onClear: () => void;
  onExport?: (shown: ArrayLike<number>) => void;
}): ReactNode {
  const { open, selected, onClear, onExport } = props;
  const { t } = useTranslation();
  const { rows, shown, list, keyAt, query, month } = open;
  const chosen = useMemo(() => shown.filter((row) => selected.has(keyAt(row))), [shown, selected, keyAt]);
  const totals = useMemo(() => listTotals(list, rows, chosen), [list, rows, chosen]);
  const name = [t(`lists.list.${query.list}.name`), month].filter(Boolean).join(' ');
  return (
    <>
      <span>{t('lists.bar.selected', { rows: formatCount(totals.rows), count: totals.customers })}</span>
      {list.columns.map(({ key, figure }, column) => {
        const sum = totals.sums[column] ?? null;
        return sum === null ? null : (
          <span key={key} className={styles['barSum']}>
            {t('lists.sum.of', {
              name: t(`lists.column.${key as 'revenue'}`),
              sum: figureText(figure, sum, t),
            })}
          </span>
        );
      })}
      <span className={styles['barActs']}>
        <CallListButton
          small
          codes={() => codesOf(rows, chosen, open.index)}
          count={totals.customers}
          offer={{ name }}
        />
        {onExport && (
          <Button size="small" onClick={() => onExport(chosen)}>
            {t('lists.bar.export', { count: totals.rows })}
          </Button>
        )}
        <Button size="small" type="link" onClick={onClear}>
          {t('lists.bar.clear')}
        </Button>
      </span>
    </>
  );
}
