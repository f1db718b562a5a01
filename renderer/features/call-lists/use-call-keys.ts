import { useEffect } from 'react';
import { CALL_RESULTS } from '../../../shared/domain/calls.ts';
import type { CallResult } from '../../../shared/domain/calls.ts';

/** What the keys do; each is one keystroke, so that the hands stay where they are. */
export interface CallKeys {
  dial: () => void;
  result: (result: CallResult) => void;
  tomorrow: () => void;
  nextWeek: () => void;
  pickDay: () => void;
  note: () => void;
  save: () => void;
  skip: () => void;
  undo: () => void;
  step: (by: 1 | -1) => void;
}

/** Listens on the whole page, but not while somebody types, presses a button that has the keyboard, or `off` is set. */
export function useCallKeys(keys: CallKeys, off: boolean): void {
  useEffect(() => {
    if (off) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event)) return;
      const act = actOf(event, keys);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys, off]);
}

function actOf(event: KeyboardEvent, keys: CallKeys): (() => void) | undefined {
  const key = keyOf(event);
  const result = CALL_RESULTS[Number(key) - 1];
  if (result !== undefined) return () => keys.result(result);
  return {
    ' ': keys.dial,
    t: keys.tomorrow,
    w: keys.nextWeek,
    d: keys.pickDay,
    '/': keys.note,
    enter: keys.save,
    j: keys.skip,
    z: keys.undo,
    arrowdown: () => keys.step(1),
    arrowup: () => keys.step(-1),
  }[key];
}

/** An input method that is on hides what was pressed; then the place of the key says it. */
function keyOf({ key, code }: KeyboardEvent): string {
  if (key !== 'Process') return key.toLowerCase();
  if (code === 'Space') return ' ';
  if (code === 'Slash') return '/';
  return code.replace(/^(?:Key|Digit|Numpad)/, '').toLowerCase();
}

const PRESSED = new Set(['Enter', ' ']);
const MOVED = new Set(['ArrowDown', 'ArrowUp']);

function isElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  const isControl = target.closest('button, a, [role="button"], [role="menuitem"]') !== null;
  return (
    (isControl && PRESSED.has(key)) ||
    (MOVED.has(key) && target.closest('[role="grid"], [role="menu"]') !== null)
  );
}
