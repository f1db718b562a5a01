import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { DividedCustomerRow } from '../../../shared/api/division.ts';
import { useIndex } from '../../session/react.tsx';
import { shortDay, today } from '../../ui/format/index.ts';
import { type DataColumn, DataTable, EmptyState, Panel } from '../../ui/index.ts';
import { customerPath } from '../customers/index.ts';
import styles from './division.module.css';
import { isShown, type Shown, SHOWN } from './figures.ts';
import type { PeriodData } from './period-store.ts';
import { whyWords } from './why.ts';

interface CustomersPanelProps {
  data: PeriodData;
  shown: Shown;
  onShown: (shown: Shown) => void;
  /** What can be done with those selected; absent: nothing can be selected. */
  barOf?: (selected: readonly DividedCustomerRow[], clear: () => void) => ReactNode;
}

/** 新客户: each with where it is and why; those in pools come first. */
export function CustomersPanel({ data, shown, onShown, barOf }: CustomersPanelProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { customers, period } = data;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const counts = useMemo(
    () => new Map(SHOWN.map((one) => [one, customers.filter((row) => isShown(row, one)).length])),
    [customers],
  );
  const held = useMemo(() => customers.filter((row) => isShown(row, shown)), [customers, shown]);
  const rows = useMemo(() => Uint32Array.from(held, (_, i) => i), [held]);
  const at = useMemo(() => (i: number) => held[i]!, [held]);
  const columns = useColumns(customers);
  const chosen = customers.filter((row) => selected.has(row.customer_code));
  return (
    <Panel
      flush
      title={t('division.customers.title')}
      hint={t('division.customers.hint', { count: period.new_customers, month: period.month })}
      actions={
        <Segmented<Shown>
          size="small"
          value={shown}
          onChange={onShown}
          options={SHOWN.filter((one) => one !== 'locked' || (counts.get(one) ?? 0) > 0).map((value) => ({
            value,
            label: t(`division.customers.${value}`, { count: counts.get(value) ?? 0 }),
          }))}
        />
      }
    >
      <DataTable<DividedCustomerRow>
        label={t('division.customers.title')}
        columns={columns}
        rows={rows}
        at={at}
        version={data.readAt}
        rowKey={(row) => row.customer_code}
        onOpen={(row) => void navigate(customerPath(row.customer_code))}
        empty={<EmptyState title={t('division.customers.none')} />}
        {...(barOf === undefined
          ? {}
          : {
              selected,
              onSelect: setSelected,
              selectionBar: barOf(chosen, () => setSelected(new Set())),
            })}
      />
    </Panel>
  );
}

function useColumns(customers: readonly DividedCustomerRow[]): DataColumn<DividedCustomerRow>[] {
  const { t } = useTranslation();
  const index = useIndex();
  return useMemo(() => {
    const day = today();
    const anyLocked = customers.some((row) => row.locked_until !== null);
    const plain = (text: string, className?: string): ReactNode => (
      <span title={text} className={className}>
        {text}
      </span>
    );
    const columns: DataColumn<DividedCustomerRow>[] = [
      {
        key: 'code',
        title: t('division.customers.code'),
        width: 112,
        render: (row) => row.customer_code,
        text: (row) => row.customer_code,
      },
      {
        key: 'name',
        title: t('division.customers.name'),
        width: 76,
        render: (row) =>
          index.positionOf(row.customer_code) === undefined ? (
            plain(row.name)
          ) : (
            <Link className={styles['name']} to={customerPath(row.customer_code)} title={row.name}>
              {row.name}
            </Link>
          ),
        text: (row) => row.name,
      },
      {
        key: 'firstSeen',
        title: t('division.customers.firstSeen'),
        width: 56,
        render: (row) => shortDay(row.first_seen_on, day),
        text: (row) => row.first_seen_on,
      },
      {
        key: 'place',
        title: t('division.customers.place'),
        width: 128,
        grow: 1,
        render: (row) => plain(row.community_name, row.in_pool ? styles['soon'] : undefined),
        text: (row) => row.community_name,
      },
      {
        key: 'why',
        title: t('division.customers.why'),
        width: 190,
        grow: 2,
        render: (row) => plain(whyWords(row, t)),
        text: (row) => whyWords(row, t),
      },
    ];
    if (anyLocked) {
      columns.splice(4, 0, {
        key: 'lock',
        title: t('division.customers.lock'),
        width: 92,
        render: (row) => row.locked_until ?? t('division.none'),
        text: (row) => row.locked_until ?? '',
      });
    }
    return columns;
  }, [customers, index, t]);
}
