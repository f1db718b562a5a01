import { useCallback, useEffect, useMemo } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref, useNavigate } from 'react-router';
import { chooseLanguage } from '../../../i18n/index.ts';
import type { CustomerSummary } from '../../../data/types.ts';
import { useReference } from '../../../session/react.tsx';
import { today } from '../../../ui/format/index.ts';
import { useElementSize } from '../../../ui/index.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { fitColumns, type ColumnKey } from './columns.ts';
import { columnWidth, customerColumns } from './customer-columns.tsx';
import styles from './customers-page.module.css';
import { customerPath } from './list-query.ts';
import { SelectableRows, type CustomerColumn, type SelectionActs } from './selectable-rows.tsx';
import type { CustomerList } from './use-customer-list.ts';

/** The list and the way to a customer, which remembers the list it started from. */
export function CustomerTable(props: {
  list: CustomerList;
  /** What the list is called, for the customer page and a file. */
  title: string;
  columns: ColumnKey[];
  onColumns: (columns: ColumnKey[]) => void;
  /** The only unit of the person's scope, if there is one. */
  root: string | undefined;
  onExport?: (positions: ArrayLike<number>) => void;
  selectionActs?: SelectionActs;
  conditionBar: (chooser: ReactNode) => ReactNode;
}): ReactNode {
  const { list, columns, title, onExport } = props;
  const [frame, { width }] = useElementSize<HTMLDivElement>();
  const open = useOpenCustomer(list);
  const { dataColumns, dropped } = useColumns(props, width, open);
  const { session, conditions, sort, path } = list;
  // Read when a customer is opened, also by its link: the list it came from.
  useEffect(() => session.show({ conditions, sort, title, path }), [session, conditions, sort, title, path]);

  return (
    <>
      {props.conditionBar(<ColumnChooser shown={columns} dropped={dropped} onChange={props.onColumns} />)}
      <div ref={frame} className={styles['table']}>
        {width > 0 && (
          <SelectableRows
            list={list}
            columns={dataColumns}
            onOpen={open}
            {...(onExport === undefined ? {} : { onExport })}
            {...(props.selectionActs === undefined ? {} : { selectionActs: props.selectionActs })}
          />
        )}
      </div>
    </>
  );
}

function useOpenCustomer({ session }: CustomerList): (row: Pick<CustomerSummary, 'customerCode'>) => void {
  const navigate = useNavigate();
  return useCallback(
    ({ customerCode }) => {
      session.moveTo(customerCode);
      void navigate(customerPath(customerCode));
    },
    [session, navigate],
  );
}

function useColumns(
  props: { list: CustomerList; columns: ColumnKey[]; root: string | undefined },
  width: number,
  open: (row: Pick<CustomerSummary, 'customerCode'>) => void,
): { dataColumns: CustomerColumn[]; dropped: number } {
  const { list, columns, root } = props;
  const { t, i18n } = useTranslation();
  const { units } = useReference();
  const { thisMonth } = list.index;
  const unit = units.get(list.conditions.unitCode ?? root ?? '');
  const shortCommunities = unit?.kind === 'ZONE' || unit?.kind === 'COMMUNITY';
  const top = useHref('/');
  return useMemo(() => {
    const { language } = chooseLanguage(i18n.language);
    const fitting = fitColumns(columns, width, (key) => columnWidth(key, shortCommunities, language));
    const context = {
      t,
      language,
      units,
      thisMonth,
      today: today(),
      shortCommunities,
      hrefOf: (path: string) => top + path.slice(1),
      onLink: (event: MouseEvent<HTMLAnchorElement>) => {
        const { customer } = event.currentTarget.dataset;
        // With a key held, or another button, the browser opens a tab or a window of its own.
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        if (customer !== undefined) open({ customerCode: customer });
      },
    };
    return { dataColumns: customerColumns(fitting, context), dropped: columns.length - fitting.length };
  }, [columns, width, t, i18n.language, units, thisMonth, shortCommunities, top, open]);
}
