import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState, SideDrawer } from '../../ui/index.ts';
import { onlineProblem } from '../online/index.ts';
import styles from './cabinets.module.css';
import { Effect } from './effect.tsx';
import { changeOf, type Draft, faultsOf, fieldsOf } from './rule-fields.ts';
import { RuleForm } from './rule-form.tsx';
import { rangeOf } from './range-words.ts';
import { useRuleChange } from './use-rule-change.ts';

/** A rule is written, its effect looked at, and then it is saved: alone, unless the person says to move those it meets. */
export function RuleDrawer(props: { draft: Draft; onClose: () => void; onSaved: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { draft } = props;
  const [fields, setFields] = useState(() => fieldsOf(draft));
  const [tried, setTried] = useState(false);
  const [move, setMove] = useState(false);
  const work = useRuleChange();
  const faults = draft.kind === 'RETIRE' ? {} : faultsOf(fields);
  const change = changeOf(draft, fields);
  const looked = work.preview !== null && work.isOf(change);
  const moves = looked && move ? (work.preview?.movable ?? 0) : 0;

  const look = (): void => {
    setTried(true);
    setMove(false);
    if (Object.keys(faults).length === 0) void work.look(change);
  };
  const save = async (): Promise<void> => {
    const saved = await work.save(change, moves > 0);
    if (saved === null) return;
    void message.success(saved.moved > 0 ? t('cabinets.moved', { count: saved.moved }) : t('cabinets.saved'));
    props.onSaved();
  };
  return (
    <SideDrawer
      open
      onClose={props.onClose}
      title={t(`cabinets.form.${draft.kind}`)}
      size={560}
      footer={
        <div className={styles['foot']}>
          <span className={styles['faint']}>
            {!looked && t(work.preview === null ? 'cabinets.form.previewFirst' : 'cabinets.form.stale')}
          </span>
          <Button type={looked ? 'default' : 'primary'} loading={work.running === 'preview'} onClick={look}>
            {t('cabinets.form.preview')}
          </Button>
          <Button
            type={looked ? 'primary' : 'default'}
            danger={draft.kind === 'RETIRE'}
            disabled={!looked}
            loading={work.running === 'save'}
            onClick={() => void save()}
          >
            {draft.kind === 'RETIRE'
              ? moves > 0
                ? t('cabinets.retireAndMove', { count: moves })
                : t('cabinets.retireNow')
              : moves > 0
                ? t('cabinets.saveAndMove', { count: moves })
                : t('cabinets.save')}
          </Button>
        </div>
      }
    >
      {draft.kind === 'RETIRE' ? (
        <p>{t('cabinets.form.retireText', { cabinet: draft.rule.cabinet, range: rangeOf(draft.rule, t) })}</p>
      ) : (
        <RuleForm fields={fields} faults={tried ? faults : {}} onChange={setFields} />
      )}
      {work.problem !== null && (
        <ErrorState
          title={onlineProblem(work.problem, t, { E_RULE_EXISTS: t('cabinets.error.E_RULE_EXISTS') })}
        />
      )}
      {looked && work.preview !== null && <Effect preview={work.preview} move={move} onMove={setMove} />}
    </SideDrawer>
  );
}
