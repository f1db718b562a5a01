import { Button, DatePicker, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import dayjs from 'dayjs';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { CALL_RESULTS, nextMonday } from '../../../shared/domain/calls.ts';
import type { CallPurpose } from '../../../shared/domain/calls.ts';
import { addDays } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { shortDay } from '../../ui/format/index.ts';
import styles from './call-lists.module.css';
import { toggled } from './call-session.ts';
import type { CallDraft } from './call-session.ts';
import { resultName } from './words.ts';

/** Script, outcome, next day and note in one column; every choice is one key. */
export function OutcomeForm(props: {
  purpose: CallPurpose;
  lines: readonly string[];
  draft: CallDraft;
  today: Day;
  picking: boolean;
  onPicking: (open: boolean) => void;
  noteRef: RefObject<TextAreaRef | null>;
  onChange: (change: Partial<CallDraft>) => void;
  onSave: () => void;
}): ReactNode {
  const { purpose, lines, draft, noteRef, onChange, onSave } = props;
  const { t } = useTranslation();
  const onNoteKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') event.currentTarget.blur();
    // While an input method still offers characters, Enter takes one of them.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.blur();
    onSave();
  };
  return (
    <div className={styles['form']} role="form" aria-label={t('calls.work.form')}>
      <h3>{t('calls.work.script', { purpose: t(`calls.purpose.${purpose}`) })}</h3>
      {lines.length === 0 ? (
        <p className={styles['faint']}>{t('calls.work.noScript')}</p>
      ) : (
        <ol className={styles['script']}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      )}
      <h3>{t('calls.work.result')}</h3>
      <div className={styles['choices']} role="group" aria-label={t('calls.work.result')}>
        {CALL_RESULTS.map((result, i) => (
          <Choice
            key={result}
            letter={String(i + 1)}
            on={draft.result === result}
            onChoose={() => onChange({ result: toggled(draft.result, result) })}
          >
            {resultName(purpose, result, t)}
          </Choice>
        ))}
      </div>
      <h3>{t('calls.work.next')}</h3>
      <NextDay {...props} />
      <h3>{t('calls.work.note')}</h3>
      <Input.TextArea
        ref={noteRef}
        className={styles['noteText'] ?? ''}
        maxLength={4000}
        aria-label={t('calls.work.note')}
        placeholder={t('calls.work.notePlaceholder')}
        value={draft.note}
        onChange={(event) => onChange({ note: event.target.value })}
        onKeyDown={onNoteKey}
      />
    </div>
  );
}

function NextDay(props: {
  draft: CallDraft;
  today: Day;
  picking: boolean;
  onPicking: (open: boolean) => void;
  onChange: (change: Partial<CallDraft>) => void;
}): ReactNode {
  const { draft, today, picking, onPicking, onChange } = props;
  const { t } = useTranslation();
  const tomorrow = addDays(today, 1);
  const monday = nextMonday(today);
  const another = draft.nextOn !== null && draft.nextOn !== tomorrow && draft.nextOn !== monday;
  return (
    <div className={styles['choices']} role="group" aria-label={t('calls.work.next')}>
      {(
        [
          ['T', tomorrow, 'tomorrow'],
          ['W', monday, 'nextWeek'],
        ] as const
      ).map(([letter, day, word]) => (
        <Choice
          key={letter}
          letter={letter}
          on={draft.nextOn === day}
          onChoose={() => onChange({ nextOn: toggled(draft.nextOn, day) })}
        >
          {t(`calls.work.${word}`, { day: shortDay(day, today) })}
        </Choice>
      ))}
      <span className={styles['picker']}>
        <Choice letter="D" on={another} onChoose={() => onPicking(true)}>
          {another ? draft.nextOn : t('calls.work.pickDay')}
        </Choice>
        {picking && (
          <DatePicker
            open
            autoFocus
            className={styles['hiddenInput'] ?? ''}
            aria-label={t('calls.work.pickDay')}
            value={draft.nextOn === null ? null : dayjs(draft.nextOn)}
            disabledDate={(day) => day.format('YYYY-MM-DD') < today}
            onChange={(day) => {
              onChange({ nextOn: day === null ? null : day.format('YYYY-MM-DD') });
              onPicking(false);
            }}
            onOpenChange={(open) => {
              if (!open) onPicking(false);
            }}
          />
        )}
      </span>
    </div>
  );
}

/** A choice that a key makes; a click does not take the keyboard away from the page. */
function Choice(props: {
  letter: string;
  on: boolean;
  onChoose: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      className={styles['choice']}
      aria-pressed={props.on}
      aria-keyshortcuts={props.letter}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onChoose}
    >
      <kbd>{props.letter}</kbd> {props.children}
    </button>
  );
}

/** The keys in one line, and the button that does what Enter does. */
export function CallFoot(props: {
  problem: string | null;
  disabled: boolean;
  onSave: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <footer className={styles['foot']}>
      <span className={styles['keys']}>
        <kbd>1</kbd>–<kbd>6</kbd> {t('calls.work.result')} <kbd>/</kbd> {t('calls.work.note')} <kbd>J</kbd>{' '}
        {t('calls.work.skip')} <kbd>Z</kbd> {t('calls.work.undo')}
      </span>
      {props.problem !== null && (
        <span role="alert" className={styles['soon']}>
          {props.problem}
        </span>
      )}
      <Button
        type="primary"
        disabled={props.disabled}
        onMouseDown={(event) => event.preventDefault()}
        onClick={props.onSave}
      >
        {t('calls.work.save')} <span className={styles['shortcut']}>Enter</span>
      </Button>
    </footer>
  );
}
