import { useMemo } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LIST_IDS, listFold, listFrame, listOf } from '../../../shared/reports/index.ts';
import type { ListId } from '../../../shared/reports/index.ts';
import { useDictionary } from '../../session/use-dictionary.ts';
import { formatCount, today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { freshQuery } from './list-query.ts';
import styles from './lists.module.css';
import type { OpenList } from './use-subscription-list.ts';

const GROUPS = ['revenue', 'traffic', 'anomaly'] as const;

/** Above so many customers the menu names the lists without how long they are: all of them cost more than a moment. */
const MOST_COUNTED = 5_000;

/** All lists by group, each with its length at the thresholds that it begins with. */
export function ListMenu({ open }: { open: OpenList }): ReactNode {
  const { t } = useTranslation();
  const counts = useCounts(open);
  const { query } = open;
  return (
    <nav className={styles['menu']} aria-label={t('lists.menu')} onKeyDown={moveFocus}>
      {GROUPS.map((group) => (
        <section key={group} aria-label={t(`lists.group.${group}`)}>
          <h2 className={styles['group']}>{t(`lists.group.${group}`)}</h2>
          {LIST_IDS.filter((id) => listOf(id).group === group).map((id) => (
            <button
              key={id}
              type="button"
              className={styles['entry']}
              aria-current={id === query.list ? 'page' : undefined}
              onClick={() => open.ask(freshQuery(id, query))}
            >
              <span>{t(`lists.list.${id}.name`)}</span>
              {counts !== null && <span className={styles['count']}>{formatCount(counts[id])}</span>}
            </button>
          ))}
        </section>
      ))}
    </nav>
  );
}

function useCounts({ index, month, query }: OpenList): Record<ListId, number> | null {
  const dictionary = useDictionary();
  const today = todayOf(useServerNow());
  const { unit } = query;
  return useMemo(() => {
    if (month === null || index.size > MOST_COUNTED) return null;
    const frame = listFrame(month, month === index.thisMonth, today);
    const lengthOf = (id: ListId): number => {
      const list = listOf(id);
      const fold = listFold(list, { frame, parameters: list.parameters, dictionary });
      return index.fold(fold, unit === undefined ? {} : { unitCode: unit }).keys.length;
    };
    return Object.fromEntries(LIST_IDS.map((id) => [id, lengthOf(id)])) as Record<ListId, number>;
  }, [index, month, unit, dictionary, today]);
}

/** Arrows go from list to list. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const entries = [...event.currentTarget.querySelectorAll('button')];
  const at = entries.findIndex((entry) => entry === document.activeElement);
  const next = entries[at + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
