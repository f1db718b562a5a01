import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { daysLate } from '../../shared/domain/feed-sources.ts';
import type { FeedKind, Freshness } from '../../shared/domain/rows.ts';
import { momentOf, shortDay, today } from './format/index.ts';
import { useServerNow } from './use-now.ts';
import styles from './words.module.css';

export interface AsOfHintProps {
  /** All that is known of the sources; from the reference of the workspace. */
  freshness: readonly Freshness[];
  /** Which kinds of files the figure comes from; each source is named once, the oldest file counting. */
  kinds: readonly FeedKind[];
  /** By the server's clock where absent. */
  now?: Date;
}

/** `营账 11-20`: where a figure comes from and as of when; late in amber with by how much; the file on hover. */
export function AsOfHint({ freshness, kinds, now }: AsOfHintProps): ReactNode {
  const serverNow = useServerNow();
  return (
    <span>
      {oldestPerSource(freshness, kinds).map((row, i) => (
        <Fragment key={row.kind}>
          <span className={i > 0 ? styles['dot'] : undefined} />
          <OneSource row={row} now={now ?? serverNow} />
        </Fragment>
      ))}
    </span>
  );
}

/** One row per source among these kinds: the one whose file is the oldest, in the order of the kinds. */
export function oldestPerSource(freshness: readonly Freshness[], kinds: readonly FeedKind[]): Freshness[] {
  const found = new Map<string, Freshness>();
  for (const kind of kinds) {
    const row = freshness.find((candidate) => candidate.kind === kind);
    if (row === undefined) continue;
    const known = found.get(row.source);
    if (known === undefined || row.asOf < known.asOf) found.set(row.source, row);
  }
  return [...found.values()];
}

function OneSource({ row, now }: { row: Freshness; now: Date }): ReactNode {
  const { t } = useTranslation();
  const late = daysLate(row, now);
  const day = today(now);
  const source = t(`domain.sourceShort.${row.source}`);
  const asOf = shortDay(row.asOf, day);
  const explanation = {
    source: t(`domain.source.${row.source}`),
    asOf: row.asOf,
    received: momentOf(row.receivedAt, day),
    cadence: t(`domain.cadence.${row.cadence}`),
  };
  const title = (
    <>
      <div>
        {row.cadence === 'MONTHLY'
          ? t('ui.asOf.explainedMonth', explanation)
          : t('ui.asOf.explained', explanation)}
      </div>
      <div>{t('ui.asOf.file', { file: row.file })}</div>
      {late > 0 && <div>{t('ui.asOf.lateExpected', { days: late, cadence: explanation.cadence })}</div>}
    </>
  );
  return (
    <Tooltip title={title} placement="bottom">
      <span tabIndex={0} className={`${styles['asOf']} ${late > 0 ? styles['late'] : ''}`}>
        {late > 0 ? t('ui.asOf.late', { source, asOf, days: late }) : t('ui.asOf.hint', { source, asOf })}
      </span>
    </Tooltip>
  );
}
