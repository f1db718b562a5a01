import type { WorkSeal } from '../data/seal/work-seal.ts';
import type { Platform } from '../platform/types.ts';
import { sealedLine } from '../data/seal/work-seal.ts';

/**
 * Settings of one person that may name customers (conditions of saved views, what he looked for): sealed as his work
 * is. What an earlier version left in the clear is sealed when it is read.
 */
export function sealedSettings(settings: Platform['settings'], seal: WorkSeal): Platform['settings'] {
  const set = (key: string, value: unknown): void =>
    settings.set(key, value === undefined ? undefined : seal.sealLine(JSON.stringify(value), key));
  return {
    get: (key) => {
      const kept = settings.get(key);
      const sealed = typeof kept === 'string' ? sealedLine(kept) : null;
      if (sealed === null) {
        if (kept !== undefined) set(key, kept);
        return kept;
      }
      const text = seal.open(sealed, key);
      return text === null ? undefined : (JSON.parse(text) as unknown);
    },
    set,
  };
}
