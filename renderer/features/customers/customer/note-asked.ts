import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useLocation } from 'react-router';

/** The state of a link that opens a customer in order to write. */
export const NOTE_ASKED = { note: true } as const;

const isAsked = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'note' in state && state.note === true;

/** Puts the cursor into the note where the way here asked for it; not again when one comes back. */
export function useNoteAsked(textRef: RefObject<TextAreaRef | null>, enabled: boolean): void {
  const location = useLocation();
  const { key } = location;
  const asked = enabled && isAsked(location.state);
  useEffect(() => {
    if (asked) textRef.current?.focus();
  }, [asked, key, textRef]);
}
