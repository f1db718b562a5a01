import { Button, Segmented } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { isUnsolved } from '../../../shared/domain/complaints.ts';
import { useIndex, useReference } from '../../session/react.tsx';
import { ExportOutlined } from '../../ui/icons.tsx';
import { DataTable, EmptyState, Page, Panel } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import { customerPath, staffName, useAccess } from '../customers/index.ts';
import { COMPLAINT_VIEWS, isInView } from '../../data/complaint-lines.ts';
import type { ComplaintLine, ComplaintListView } from '../../data/complaint-lines.ts';
import { ComplaintDrawer } from './complaint-drawer.tsx';
import { ComplaintMarks } from './complaint-marks.tsx';
import styles from './complaints.module.css';
import { useComplaintExport } from './use-complaint-export.ts';
import { useComplaintLines } from './use-complaint-lines.ts';
import { riseWords } from '../../ui/complaint-words.ts';

const rowKey = ({ complaint }: ComplaintLine): string => complaint.complaintId;

/** 投诉: what customers of the scope complain of, what has risen first. What is shown and open stands in the address. */
export function ComplaintsPage(): ReactNode {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const { mayAnywhere } = useAccess();
  const index = useIndex();
  const all = useComplaintLines();
  const view = COMPLAINT_VIEWS.find((one) => one === params.get('show')) ?? 'unsolved';
  const lines = useMemo(() => all.filter((line) => isInView(line, view)), [all, view]);
  const rows = useMemo(() => Uint32Array.from(lines, (_, i) => i), [lines]);
  const opened = all.find(({ complaint }) => complaint.complaintId === params.get('open'));
  const exporting = useComplaintExport();
  const columns = useColumns();
  const unsolved = all.filter(({ complaint }) => isUnsolved(complaint)).length;
  const risen = all.filter(({ escalation }) => escalation > 0).length;
  const ask = (change: Record<string, string | null>): void => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(change))
      if (value === null) next.delete(key);
      else next.set(key, value);
    setParams(next, { replace: true });
  };
  return (
    <Page
      title={t('complaints.title')}
      hint={`${t('complaints.unsolved', { count: unsolved })} · ${t('complaints.risen', { count: risen })}`}
      actions={
        <>
          <Segmented<ComplaintListView>
            aria-label={t('complaints.which')}
            value={view}
            options={COMPLAINT_VIEWS.map((value) => ({ value, label: t(`complaints.show.${value}`) }))}
            onChange={(show) => ask({ show: show === 'unsolved' ? null : show })}
          />
          {mayAnywhere('customer.export') && (
            <Button
              icon={<ExportOutlined />}
              disabled={lines.length === 0}
              loading={exporting.running}
              onClick={() => exporting.start(lines, t(`complaints.show.${view}`))}
            >
              {t('complaints.export')}
            </Button>
          )}
        </>
      }
    >
      <Panel fill flush>
        <DataTable<ComplaintLine>
          label={t('complaints.title')}
          columns={columns}
          rows={rows}
          version={index.version}
          at={(position) => lines[position]!}
          rowKey={rowKey}
          {...(opened === undefined ? {} : { currentKey: rowKey(opened) })}
          onOpen={(line) => ask({ open: rowKey(line) })}
          empty={<EmptyState title={t('complaints.empty')} hint={t('complaints.emptyHint')} />}
        />
      </Panel>
      {opened !== undefined && <ComplaintDrawer line={opened} onClose={() => ask({ open: null })} />}
    </Page>
  );
}

function useColumns(): DataColumn<ComplaintLine>[] {
  const { t } = useTranslation();
  const { units } = useReference();
  const [params] = useSearchParams();
  const openPath = (complaintId: string): string => {
    const next = new URLSearchParams(params);
    next.set('open', complaintId);
    return `?${next.toString()}`;
  };
  const plain = (
    key: 'community' | 'kind' | 'owner' | 'receivedOn' | 'dueOn' | 'state' | 'rise',
    width: number,
    text: (line: ComplaintLine) => string,
  ): DataColumn<ComplaintLine> => ({
    key,
    title: t(`complaints.column.${key}`),
    width,
    render: (line) => text(line),
    text,
  });
  return [
    {
      key: 'customer',
      title: t('complaints.column.customer'),
      width: 110,
      grow: 1,
      render: ({ complaint, customer }) => (
        <Link className={styles['name']} to={customerPath(complaint.customerCode)}>
          {customer?.name ?? complaint.customerCode}
        </Link>
      ),
      text: ({ complaint, customer }) => customer?.name ?? complaint.customerCode,
    },
    plain('kind', 80, ({ complaint }) => t(`domain.complaintKind.${complaint.kind}`)),
    {
      key: 'text',
      title: t('complaints.column.text'),
      width: 200,
      grow: 3,
      render: ({ complaint }) => (
        <Link className={styles['name']} to={openPath(complaint.complaintId)} title={complaint.text} replace>
          {complaint.text}
        </Link>
      ),
      text: ({ complaint }) => complaint.text,
    },
    plain('community', 110, ({ customer }) =>
      customer === null ? '' : (units.get(customer.communityCode)?.name ?? customer.communityCode),
    ),
    plain('owner', 90, ({ complaint }) =>
      complaint.owner === undefined ? t('complaints.nobody') : staffName(complaint.owner, units),
    ),
    plain('state', 72, ({ complaint }) => t(`domain.complaintState.${complaint.state}`)),
    plain('receivedOn', 92, ({ complaint }) => complaint.receivedOn),
    plain('dueOn', 92, ({ complaint }) => complaint.dueOn),
    {
      key: 'rise',
      title: t('complaints.column.rise'),
      width: 170,
      render: (line) => <ComplaintMarks line={line} />,
      text: ({ escalation }) => riseWords(escalation, t),
    },
  ];
}
