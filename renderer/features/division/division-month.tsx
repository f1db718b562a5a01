import { Button } from 'antd';
import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DividedCustomerRow } from '../../../shared/api/division.ts';
import type { DivisionStep } from '../../../shared/domain/division.ts';
import { useReference, useWorkspace } from '../../session/react.tsx';
import { DownloadOutlined, UndoOutlined, UploadOutlined } from '../../ui/icons.tsx';
import { ErrorState, Page } from '../../ui/index.ts';
import { type Access, useAccess } from '../customers/index.ts';
import { BatchesDrawer } from './batches-drawer.tsx';
import { CentresPanel } from './centres-panel.tsx';
import { CustomersPanel } from './customers-panel.tsx';
import styles from './division.module.css';
import { DropZone } from './drop-zone.tsx';
import type { Shown } from './figures.ts';
import { Failure, ImportPanel } from './import-panel.tsx';
import { LiftModal } from './lift-modal.tsx';
import type { PeriodData } from './period-store.ts';
import { StepsPanel } from './steps-panel.tsx';
import { type Acts, useActs } from './use-acts.ts';
import { useImport } from './use-import.ts';
import type { Period } from './use-period.ts';
import { useSheets } from './use-sheets.ts';
import type { RowWords } from './verdicts.ts';

interface DivisionMonthProps {
  hint: ReactNode;
  trouble: ReactNode;
  period: Period;
  data: PeriodData;
}

const divides = (access: Access, row: DividedCustomerRow): boolean =>
  row.locked_until === null &&
  (access.may('division.channelStep', row.community_code) ||
    access.may('division.communityStep', row.community_code));

/** A month with everything that can be done with it. */
export function DivisionMonth({ hint, trouble, period, data }: DivisionMonthProps): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const access = useAccess();
  const { month, state } = data.period;
  const [shown, setShown] = useState<Shown>('all');
  const [batchesOpen, setBatchesOpen] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const words = useRowWords();
  const pooled = useMemo(
    () => new Set(data.customers.filter((row) => row.in_pool).map((row) => row.customer_code)),
    [data.customers],
  );

  const afterwards = (): void => {
    period.reload();
    workspace.syncNow();
  };
  const acts = useActs(month, afterwards);
  const sheets = useSheets(month);
  const importing = useImport(month, pooled, afterwards);

  const open = state === 'OPEN';
  const mayDivide =
    access.mayAnywhere('division.channelStep') || access.mayAnywhere('division.communityStep');
  const divisible = useMemo(
    () => data.customers.filter((row) => divides(access, row)).length,
    [data.customers, access],
  );
  const pick = (): void => picker.current?.click();
  const exportSheet = (): void => void acts.run(sheets.exportSheet);
  const idle = importing.state.kind === 'none';
  const { kind } = importing.state;
  const step: DivisionStep = access.mayAnywhere('division.channelStep') ? 'CHANNEL' : 'COMMUNITY';
  const stepChecked = kind === 'checking' || kind === 'checked' ? step : null;
  return (
    <Page
      title={t('division.title')}
      hint={hint}
      actions={
        <>
          <Button icon={<UndoOutlined />} onClick={() => setBatchesOpen(true)}>
            {t('division.batches.button')}
          </Button>
          {open && mayDivide && (
            <>
              <Button
                icon={<DownloadOutlined />}
                loading={sheets.exporting}
                disabled={period.offline || divisible === 0}
                title={divisible === 0 ? t('division.export.none') : undefined}
                onClick={exportSheet}
              >
                {t('division.export.buttonCount', { count: divisible })}
              </Button>
              <Button
                type={idle ? 'primary' : 'default'}
                icon={<UploadOutlined />}
                disabled={period.offline}
                onClick={pick}
              >
                {t('division.import.button')}
              </Button>
              <input
                ref={picker}
                type="file"
                hidden
                accept=".xlsx,.xls,.csv"
                aria-label={t('division.import.button')}
                onChange={(event) => {
                  const file = event.currentTarget.files?.[0];
                  // The same file may be picked again after it was mended.
                  event.currentTarget.value = '';
                  if (file !== undefined) importing.take(file);
                }}
              />
            </>
          )}
        </>
      }
    >
      <DropZone onFile={open && mayDivide && !period.offline ? importing.take : undefined}>
        {trouble}
        {!batchesOpen && <ActResult acts={acts} data={data} />}
        <StepsPanel data={data} checking={stepChecked} onSeePool={() => setShown('pool')} />
        <div className={styles['panels']} data-above={kind === 'checked' || kind === 'written'}>
          <CentresPanel data={data} {...(open && !period.offline ? { onConfirm: acts.confirm } : {})} />
          <Customers data={data} shown={shown} onShown={setShown} acts={acts} offline={period.offline} />
        </div>
        <ImportPanel
          importing={importing}
          words={words}
          offline={period.offline}
          onPick={pick}
          onDownload={(looked) =>
            void acts.run(() => sheets.downloadResult(looked, { ...words, pooled: looked.pooled }))
          }
          onUndo={(batchId, file, count) =>
            void acts.undo(batchId, file, count).then((done) => {
              if (done) importing.discard();
            })
          }
        />
      </DropZone>
      <BatchesDrawer
        month={month}
        open={batchesOpen}
        offline={period.offline}
        version={data.readAt}
        onClose={() => {
          acts.forget();
          setBatchesOpen(false);
        }}
        onUndo={(batch) => void acts.undo(batch.batch_id, batch.file_name, batch.moved_count)}
      >
        <ActResult acts={acts} data={data} />
      </BatchesDrawer>
    </Page>
  );
}

/** What became of the last act: why it did not take place, or what an undo brought back and who stayed. */
function ActResult({ acts, data }: { acts: Acts; data: PeriodData }): ReactNode {
  const { t } = useTranslation();
  const { problem, undone } = acts;
  const close = (
    <Button size="small" type="text" onClick={acts.forget}>
      {t('common.close')}
    </Button>
  );
  if (problem !== null) {
    return (
      <div className={styles['notice']}>
        <Failure title={t('division.error.title')} problem={problem} action={close} />
      </div>
    );
  }
  if (undone === null) return null;
  if (undone.stayed.length === 0) {
    return (
      <div className={styles['told']} role="status">
        <span>{t('division.batches.result', { count: undone.moved })}</span>
        {close}
      </div>
    );
  }
  const names = new Map(data.customers.map((row) => [row.customer_code, row.name]));
  return (
    <div className={styles['notice']}>
      <ErrorState
        tone="soon"
        title={t('division.batches.result', { count: undone.moved })}
        text={t('division.batches.stayed', {
          count: undone.stayed.length,
          names: undone.stayed.map((code) => `${names.get(code) ?? ''} ${code}`.trim()).join('、'),
        })}
        action={close}
      />
    </div>
  );
}

interface CustomersProps {
  data: PeriodData;
  shown: Shown;
  onShown: (shown: Shown) => void;
  acts: Acts;
  offline: boolean;
}

/** The new customers; who may lift locks selects those of an ended month that are locked. */
function Customers({ data, shown, onShown, acts, offline }: CustomersProps): ReactNode {
  const { t } = useTranslation();
  const access = useAccess();
  const [lifting, setLifting] = useState<{ codes: string[]; clear: () => void } | null>(null);
  const mayLift = data.period.state === 'ENDED' && access.mayAnywhere('lock.lift');
  const bar = (selected: readonly DividedCustomerRow[], clear: () => void): ReactNode => {
    const codes = selected.filter((row) => row.locked_until !== null).map((row) => row.customer_code);
    return (
      <div className={styles['bar']}>
        <span>{t('division.lift.selected', { count: selected.length })}</span>
        <Button size="small" type="text" onClick={clear}>
          {t('division.lift.clear')}
        </Button>
        <Button
          size="small"
          type="primary"
          disabled={offline || codes.length === 0}
          title={codes.length === 0 ? t('division.lift.notLocked') : undefined}
          onClick={() => setLifting({ codes, clear })}
        >
          {t('division.lift.button', { count: codes.length })}
        </Button>
      </div>
    );
  };
  return (
    <>
      <CustomersPanel data={data} shown={shown} onShown={onShown} {...(mayLift ? { barOf: bar } : {})} />
      {lifting !== null && (
        <LiftModal
          count={lifting.codes.length}
          onClose={() => setLifting(null)}
          lift={async (reason) => {
            await acts.lift(lifting.codes, reason);
            lifting.clear();
          }}
        />
      )}
    </>
  );
}

function useRowWords(): RowWords {
  const { t } = useTranslation();
  const { units } = useReference();
  return useMemo(() => ({ t, isUnitCode: (text) => units.has(text) }), [units, t]);
}
