import { App, Button, DatePicker, Input, Segmented, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import {
  INTERACTION_KINDS,
  type Customer,
  type Interaction,
  type InteractionKind,
} from '../../../../shared/domain/rows.ts';
import { newId } from '../../../data/new-id.ts';
import { useWorkspace } from '../../../session/react.tsx';
import { useDraft } from '../../../session/use-draft.ts';
import { ErrorState, Panel, useScreenCommands } from '../../../ui/index.ts';
import type { Command } from '../../../ui/index.ts';
import styles from './customer-page.module.css';
import { outcomeChoices, purposeChoices } from './interaction-choices.ts';
import {
  draftOf,
  emptyDraft,
  interactionArgs,
  interactionChanges,
  isWorthSaving,
} from './interaction-draft.ts';
import { noteDraftsOf } from './note-drafts.ts';

/** 记一笔: a visit or a call in three keystrokes. Saved here first; what is begun survives going to another customer. */
export function NoteForm(props: {
  customer: Customer;
  /** A record of one's own that is being changed; null for a new one. */
  editing: Interaction | null;
  onDone: () => void;
  textRef: RefObject<TextAreaRef | null>;
}): ReactNode {
  const { customer, editing, onDone, textRef } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const key = editing ? `${customer.customerCode} ${editing.interactionId}` : customer.customerCode;
  const {
    draft,
    change: set,
    forget,
  } = useDraft(noteDraftsOf, key, () => (editing ? draftOf(editing) : emptyDraft()));
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');

  const changes = editing ? interactionChanges(editing, draft) : [];
  const worth = isWorthSaving(draft) && (!editing || changes.length > 0);
  const save = async (): Promise<void> => {
    if (!worth || state === 'saving') return;
    setState('saving');
    const about = { customerCode: customer.customerCode, customerName: customer.name };
    try {
      if (editing)
        await workspace.write({
          type: 'interaction.update',
          id: editing.interactionId,
          args: { changes },
          ...about,
        });
      else {
        const interactionId = newId();
        const args = interactionArgs(draft, { interactionId, customerCode: customer.customerCode });
        await workspace.write({ type: 'interaction.add', id: interactionId, args, ...about });
      }
      forget(emptyDraft(draft.kind));
      setState('writing');
      // A calendar that Ctrl+Enter has opened closes again.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      message.success(t('customer.note.saved'));
      onDone();
    } catch {
      setState('failed');
    }
  };
  const writeFrom = (kind: InteractionKind): void => {
    set({ kind });
    textRef.current?.focus();
  };
  useScreenCommands(
    editing
      ? []
      : INTERACTION_KINDS.map((kind): Command => ({
          id: `note:${kind}`,
          group: 'act',
          title: (speak) =>
            speak('customer.note.command', {
              kind: speak(`domain.interaction.${kind}`),
              name: customer.name,
            }),
          run: () => writeFrom(kind),
        })),
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
    if (event.key === 'Escape' && editing) onDone();
  };
  useEffect(() => {
    if (editing) textRef.current?.focus();
  }, [editing, textRef]);

  return (
    <Panel
      title={editing ? t('customer.note.editTitle') : t('customer.note.title')}
      actions={
        <span className={styles['keys']}>
          <kbd>N</kbd> {t('customer.note.opens')} <kbd>Ctrl Enter</kbd> {t('customer.note.saves')}
        </span>
      }
    >
      <div className={styles['form']} role="form" aria-label={t('customer.note.title')} onKeyDown={onKeyDown}>
        <Segmented<InteractionKind>
          block
          disabled={editing !== null}
          aria-label={t('customer.note.kind')}
          value={draft.kind}
          options={INTERACTION_KINDS.map((value) => ({ value, label: t(`domain.interaction.${value}`) }))}
          onChange={(kind) => set({ kind })}
        />
        <Input.TextArea
          ref={textRef}
          rows={3}
          maxLength={4000}
          aria-label={t('customer.note.text')}
          placeholder={t('customer.note.text')}
          value={draft.note}
          onChange={(event) => set({ note: event.target.value })}
        />
        <div className={styles['pair']}>
          <Select
            allowClear
            aria-label={t('customer.note.purpose')}
            placeholder={t('customer.note.purpose')}
            options={purposeChoices(t)}
            value={draft.purpose || null}
            onChange={(purpose: string | null) => set({ purpose: purpose ?? '' })}
          />
          <Select
            allowClear
            aria-label={t('customer.note.outcome')}
            placeholder={t('customer.note.outcome')}
            options={outcomeChoices(t)}
            value={draft.outcome || null}
            onChange={(outcome: string | null) => set({ outcome: outcome ?? '' })}
          />
        </div>
        <div className={styles['pair']}>
          <Input
            maxLength={500}
            aria-label={t('customer.note.nextStep')}
            placeholder={t('customer.note.nextStep')}
            value={draft.nextStep}
            onChange={(event) => set({ nextStep: event.target.value })}
          />
          <DatePicker
            aria-label={t('customer.note.nextOn')}
            placeholder={t('customer.note.nextOn')}
            value={draft.nextOn === null ? null : dayjs(draft.nextOn)}
            onChange={(day) => set({ nextOn: day === null ? null : day.format('YYYY-MM-DD') })}
          />
        </div>
        {state === 'failed' && (
          <ErrorState title={t('customer.note.failed')} text={t('customer.note.failedHint')} />
        )}
        <div className={styles['formFoot']}>
          <span className={styles['note']}>{t('customer.note.local')}</span>
          <span className={styles['formButtons']}>
            {editing && (
              <Button
                onClick={() => {
                  forget();
                  onDone();
                }}
              >
                {t('customer.note.cancel')}
              </Button>
            )}
            <Button type="primary" disabled={!worth} loading={state === 'saving'} onClick={() => void save()}>
              {t('customer.note.save')}
            </Button>
          </span>
        </div>
      </div>
    </Panel>
  );
}
