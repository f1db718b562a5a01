import type { OutboxEntry } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { editKind } from '../sync-panel/index.ts';

/** How many there are of each kind: `电话 2、联系资料 1`. */
export function kindsText(entries: readonly OutboxEntry[], t: Translate): string {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const kind = editKind(entry, t);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .map(([kind, count]) => t('settings.work.kind', { kind, number: count }))
    .join(t('settings.work.separator'));
}
