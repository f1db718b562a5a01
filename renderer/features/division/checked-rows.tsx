import { Button, Segmented } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, momentOf, today } from '../../ui/format/index.ts';
import {
  CheckCircleFilled,
  DownOutlined,
  ExclamationCircleFilled,
  MinusCircleOutlined,
  RightOutlined,
} from '../../ui/icons.tsx';
import { EmptyState, Panel } from '../../ui/index.ts';
import { Difference } from './difference.tsx';
import styles from './import.module.css';
import {
  type Choice,
  isContested,
  type Outcome,
  OUTCOMES,
  outcomeWords,
  reasonWords,
  type RowContext,
  segmentWords,
  type Verdict,
} from './verdicts.ts';
import { VirtualRows } from './virtual-rows.tsx';

interface CheckedRowsProps {
  title: string;
  hint: string;
  /** In the order in which they are shown. */
  verdicts: readonly Verdict[];
  written: boolean;
  exportedAt: string | null;
  context: RowContext;
  onChoose: ((line: number, choice: Choice) => void) | undefined;
  /** Under the rows: sums and what can be done. */
  children: ReactNode;
}

const ROW = 32;
const DIFFERENCE = 108;
/** Of rows that ask for a choice so many stand open from the start. */
const OPEN_AT_FIRST = 3;

const contested = ({ row }: Verdict): boolean => isContested(row);

/** The rows of a sheet with what becomes of each; where somebody changed one meanwhile, all three sides. */
export function CheckedRows(props: CheckedRowsProps): ReactNode {
  const { t } = useTranslation();
  const { verdicts, written, context, onChoose } = props;
  const [shown, setShown] = useState<Outcome | 'all'>('all');
  const [open, setOpen] = useState<ReadonlySet<number>>(
    () =>
      new Set(
        verdicts
          .filter(contested)
          .slice(0, OPEN_AT_FIRST)
          .map(({ row }) => row.line),
      ),
  );
  const held = useMemo(
    () => (shown === 'all' ? verdicts : verdicts.filter(({ outcome }) => outcome === shown)),
    [verdicts, shown],
  );
  const isOpen = useCallback((verdict: Verdict) => contested(verdict) && open.has(verdict.row.line), [open]);
  const heightOf = useCallback((verdict: Verdict) => ROW + (isOpen(verdict) ? DIFFERENCE : 0), [isOpen]);
  const count = (outcome: Outcome) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const toggle = (line: number): void => {
    const next = new Set(open);
    if (!next.delete(line)) next.add(line);
    setOpen(next);
  };
  const exported = props.exportedAt === null ? '' : momentOf(props.exportedAt, today());
  return (
    <Panel
      flush
      fill
      title={props.title}
      hint={props.hint}
      actions={
        <Segmented<Outcome | 'all'>
          size="small"
          value={shown}
          onChange={setShown}
          options={[
            { value: 'all', label: t('division.import.all', { count: formatCount(verdicts.length) }) },
            ...OUTCOMES.map((value) => ({
              value,
              label: `${t(written && value === 'ACCEPTED' ? 'division.import.applied' : `division.import.${value}`)} ${formatCount(count(value))}`,
            })),
          ]}
        />
      }
    >
      <VirtualRows<Verdict>
        label={props.title}
        items={held}
        keyOf={({ row }) => row.line}
        heightOf={heightOf}
        header={<Header />}
        empty={<EmptyState title={t('division.import.none')} />}
        render={(verdict) => (
          <>
            <Row
              verdict={verdict}
              written={written}
              context={context}
              open={isOpen(verdict)}
              onToggle={() => toggle(verdict.row.line)}
            />
            {isOpen(verdict) && (
              <div role="row" className={styles['opened']}>
                <div role="cell" className={styles['openedCell']}>
                  <Difference row={verdict.row} exported={exported} />
                  <div className={styles['choices']}>
                    {(['SHEET', 'NOW'] as const).map((choice) => (
                      <Button
                        key={choice}
                        size="small"
                        type={verdict.choice === choice ? 'primary' : 'default'}
                        aria-pressed={verdict.choice === choice}
                        disabled={onChoose === undefined}
                        onClick={() => onChoose?.(verdict.row.line, choice)}
                      >
                        {t(choice === 'SHEET' ? 'division.import.takeSheet' : 'division.import.keepNow')}
                      </Button>
                    ))}
                  </div>
                </div>
              </div>
            )}
          </>
        )}
      />
      {props.children}
    </Panel>
  );
}

function Header(): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="row" className={`${styles['row']} ${styles['heading']}`}>
      <span role="columnheader" />
      <span role="columnheader" className={styles['right']}>
        {t('division.import.line')}
      </span>
      <span role="columnheader">{t('division.customers.code')}</span>
      <span role="columnheader">{t('division.customers.name')}</span>
      <span role="columnheader">{t('division.import.base')}</span>
      <span role="columnheader">{t('division.import.sheet')}</span>
      <span role="columnheader">{t('division.import.outcome')}</span>
      <span role="columnheader">{t('division.import.reason')}</span>
    </div>
  );
}

interface RowProps {
  verdict: Verdict;
  written: boolean;
  context: RowContext;
  open: boolean;
  onToggle: () => void;
}

function Row({ verdict, written, context, open, onToggle }: RowProps): ReactNode {
  const { t } = useTranslation();
  const { row, outcome } = verdict;
  const reason = reasonWords(verdict, context);
  const base = row.base?.community_name ?? t('division.none');
  const wants = row.sheet.community_name;
  const moves = outcome !== 'UNCHANGED' && wants !== '' && wants !== row.base?.community_name;
  const segmentMoves =
    row.sheet.segment !== '' && row.base !== null && row.sheet.segment !== row.base.segment;
  const sheet = `${wants === '' ? t('division.import.keeps') : wants}${segmentMoves ? ` · ${segmentWords(row.sheet.segment, t)}` : ''}`;
  return (
    <div role="row" className={styles['row']} data-outcome={outcome}>
      <span role="cell">
        {contested(verdict) && (
          <button
            type="button"
            className={styles['toggle']}
            aria-expanded={open}
            aria-label={t(open ? 'division.import.fold' : 'division.import.expand', { line: row.line })}
            onClick={onToggle}
          >
            {open ? <DownOutlined /> : <RightOutlined />}
          </button>
        )}
      </span>
      <span role="cell" className={styles['right']}>
        {row.line}
      </span>
      <Cell text={row.customer_code} />
      <Cell text={row.name === '' ? t('division.none') : row.name} />
      <Cell text={base} quiet />
      <span role="cell" title={sheet}>
        {moves && <span className={styles['arrow']}>→ </span>}
        {sheet}
      </span>
      <span role="cell" className={styles[outcome]}>
        <OutcomeIcon outcome={outcome} /> {outcomeWords(verdict, written, t)}
      </span>
      <Cell text={reason} />
    </div>
  );
}

function Cell({ text, quiet }: { text: string; quiet?: boolean }): ReactNode {
  return (
    <span role="cell" title={text} className={quiet ? styles['quiet'] : undefined}>
      {text}
    </span>
  );
}

function OutcomeIcon({ outcome }: { outcome: Outcome }): ReactNode {
  if (outcome === 'ACCEPTED') return <CheckCircleFilled />;
  return outcome === 'REJECTED' ? <ExclamationCircleFilled /> : <MinusCircleOutlined />;
}
