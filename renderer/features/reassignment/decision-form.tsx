import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision } from './acts.ts';
import styles from './reassignment.module.css';
import { whileDeciding } from './while-deciding.ts';

/** A approves and shows the next; R rejects, which needs a comment; J and K go down and up. */
export function DecisionForm(props: {
  /** What is being written; nothing else is decided before that is kept. */
  busy: Decision | null;
  onDecide: (decision: Decision, comment: string) => void;
  onMove: (step: 1 | -1) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const box = useRef<TextAreaRef>(null);
  const approve = (): void => props.onDecide('APPROVE', comment);
  const reject = (): void => {
    if (comment.trim() !== '') return props.onDecide('REJECT', comment);
    setMissing(true);
    box.current?.focus();
  };
  useKeys({ a: approve, r: reject, j: () => props.onMove(1), k: () => props.onMove(-1) });
  return (
    <footer className={styles['decision']}>
      <Input.TextArea
        ref={box}
        rows={2}
        maxLength={500}
        aria-label={t('reassignment.act.comment')}
        placeholder={t('reassignment.act.commentHint')}
        value={comment}
        {...(missing ? { status: 'error' as const } : {})}
        onChange={(event) => {
          setComment(event.target.value);
          setMissing(false);
        }}
      />
      {missing && (
        <span role="alert" className={styles['bad']}>
          {t('reassignment.act.commentMissing')}
        </span>
      )}
      <span className={styles['keys']}>
        <kbd>J</kbd>
        <kbd>K</kbd> {t('reassignment.act.upDown')}
      </span>
      <Button danger {...whileDeciding(props.busy, 'REJECT')} onClick={reject}>
        {t('reassignment.act.reject')} <kbd>R</kbd>
      </Button>
      <Button type="primary" {...whileDeciding(props.busy, 'APPROVE')} onClick={approve}>
        {t('reassignment.act.approve')} <span className={styles['shortcut']}>A</span>
      </Button>
    </footer>
  );
}

/** Single keys, unless somebody is typing or a dialog is open. */
function useKeys(acts: Readonly<Record<string, () => void>>): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isElsewhere(event.target)) return;
      const act = latest.current[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

const isElsewhere = (target: EventTarget | null): boolean =>
  document.querySelector('[role="dialog"]') !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && target.type !== 'checkbox')));
