import type { ReactNode } from 'react';
import styles from './kpi.module.css';
import { Sparkline } from './sparkline.tsx';

export interface KpiComparison {
  label: string;
  value: ReactNode;
  /** What the change means, which is not its direction: more arrears is `bad`. */
  meaning?: 'good' | 'bad' | 'soon';
}

export interface KpiTileProps {
  label: ReactNode;
  /** Source and as-of. */
  hint?: ReactNode;
  value: ReactNode;
  unit?: string;
  /** Oldest first. */
  trend?: readonly number[];
  /** At most two; where the source has nothing to compare with, none. */
  comparisons?: readonly KpiComparison[];
  /** Instead of comparisons. */
  note?: ReactNode;
  onOpen?: () => void;
  /** Its share of the strip; 1 where absent. */
  grow?: number;
}

/** One figure of a strip: what it is, how much, and at most two comparisons. */
export function KpiTile(props: KpiTileProps): ReactNode {
  const { label, hint, value, unit, trend, comparisons, note, onOpen, grow = 1 } = props;
  const inner = (
    <>
      <div className={styles['label']}>
        <span>{label}</span>
        {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
      </div>
      <div className={styles['figure']}>
        <span className={styles['value']}>{value}</span>
        {unit !== undefined && <span className={styles['unit']}>{unit}</span>}
      </div>
      <div className={styles['line']}>
        {note}
        {comparisons?.slice(0, 2).map((comparison) => (
          <span key={comparison.label}>
            {comparison.label} <b className={styles[comparison.meaning ?? 'plain']}>{comparison.value}</b>
          </span>
        ))}
      </div>
      {trend !== undefined && trend.length > 1 && (
        <Sparkline className={styles['trend']} values={trend} variant="tile" />
      )}
    </>
  );
  return onOpen === undefined ? (
    <div className={styles['tile']} style={{ flexGrow: grow }}>
      {inner}
    </div>
  ) : (
    <button type="button" className={styles['tile']} style={{ flexGrow: grow }} onClick={onOpen}>
      {inner}
    </button>
  );
}

/** One panel of height 96 with hairlines between its tiles. */
export function KpiStrip({ children, label }: { children: ReactNode; label?: string }): ReactNode {
  return (
    <section className={styles['strip']} aria-label={label}>
      {children}
    </section>
  );
}
