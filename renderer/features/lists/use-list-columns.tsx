import { useMemo } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import type { ListFigure } from '../../../shared/reports/index.ts';
import { useReference } from '../../session/react.tsx';
import { StatusText } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import { customerPath } from '../customers/index.ts';
import { FeedbackCell } from './feedback-cell.tsx';
import { figureText } from './figures.ts';
import styles from './lists.module.css';
import type { FeedbackBook } from './use-feedback.ts';
import type { ListRow, OpenList } from './use-subscription-list.ts';

/** Lists with feedback fit into a window 1280 wide: what is written there and the figures are read together. */
const WIDTHS: Record<ListFigure, number> = {
  money: 88,
  difference: 96,
  minutes: 88,
  minutesDifference: 88,
  percent: 76,
  day: 92,
  month: 84,
  months: 76,
};
/** English needs more room for what a figure and a state are called. */
const WIDER_IN_ENGLISH = 24;

interface Context {
  open: OpenList;
  feedback: FeedbackBook;
  /** The subscription whose feedback is being written. */
  editing: string | null;
  onEdit: (subscriptionId: string | null) => void;
  onOpen: (customerCode: string) => void;
}

/** Who it is, then the figures of the list, then what people wrote. */
export function useListColumns(context: Context): DataColumn<ListRow>[] {
  const { open, feedback, editing, onEdit, onOpen } = context;
  const { t, i18n } = useTranslation();
  const wider = i18n.language === 'zh-CN' ? 0 : WIDER_IN_ENGLISH;
  const { units } = useReference();
  const top = useHref('/');
  const { list, month } = open;
  return useMemo(() => {
    const plain = (key: string, width: number, text: (row: ListRow) => string): DataColumn<ListRow> => ({
      key,
      title: t(`lists.column.${key as 'revenue'}`),
      width,
      render: (row) => <span title={text(row)}>{text(row) || t('common.none')}</span>,
      text,
    });
    const openLink = (event: MouseEvent<HTMLAnchorElement>, customerCode: string): void => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      onOpen(customerCode);
    };
    const name: DataColumn<ListRow> = {
      key: 'name',
      title: t('lists.column.name'),
      width: 104,
      grow: 1,
      sortable: true,
      render: ({ customer, isNew }) => (
        <span className={styles['customer']}>
          <a
            className={styles['name']}
            href={top + customerPath(customer.customerCode).slice(1)}
            title={customer.name}
            tabIndex={-1}
            onClick={(event) => openLink(event, customer.customerCode)}
          >
            {customer.name}
          </a>
          {isNew && <span className={styles['new']}>{t('lists.new')}</span>}
        </span>
      ),
      text: ({ customer }) => customer.name,
    };
    const status: DataColumn<ListRow> = {
      key: 'status',
      title: t('lists.column.status'),
      width: 68 + wider,
      render: (row) => <StatusText status={row.status} />,
      text: (row) => t(`domain.status.${row.status}`),
    };
    const figures = list.columns.map(({ key, figure }, at): DataColumn<ListRow> => {
      const text = (row: ListRow): string => figureText(figure, row.figures[at]!, t);
      const left = figure === 'day' || figure === 'month';
      return {
        key,
        title: t(`lists.column.${key as 'revenue'}`),
        width: WIDTHS[figure] + wider,
        align: left ? 'left' : 'right',
        sortable: true,
        quietSort: true,
        render: (row): ReactNode => text(row) || t('common.none'),
        text,
      };
    });
    const topic = list.feedback;
    const written: DataColumn<ListRow>[] =
      topic === undefined || month === null
        ? []
        : [
            {
              key: 'feedback',
              title: t('lists.column.feedback'),
              width: 100,
              grow: 3,
              pinned: true,
              render: (row) => (
                <FeedbackCell
                  row={row}
                  subject={{ topic, month }}
                  book={feedback}
                  open={editing === row.subscriptionId}
                  onOpen={(yes) => onEdit(yes ? row.subscriptionId : null)}
                />
              ),
            },
          ];
    return [
      plain('accessNumber', 126, (row) => row.accessNumber),
      name,
      plain(
        'community',
        92,
        ({ customer }) => units.get(customer.communityCode)?.name ?? customer.communityCode,
      ),
      plain('product', 102, (row) => row.product),
      status,
      ...figures,
      ...written,
    ];
  }, [t, wider, units, top, list, month, feedback, editing, onEdit, onOpen]);
}
