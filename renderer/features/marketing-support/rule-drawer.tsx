import { Button, Form, Input, Select } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CALL_PURPOSES } from '../../../shared/domain/calls.ts';
import {
  LONGEST_OFFER,
  LONGEST_REASON,
  MOST_OFFER_CONDITIONS,
  OFFER_PLACES,
  offerRule,
  tellsOf,
} from '../../../shared/domain/offer-rules.ts';
import type { OfferPlace, OfferRule } from '../../../shared/domain/offer-rules.ts';
import { LONGEST_VIEW_NAME } from '../../../shared/domain/saved-views.ts';
import { offerFold } from '../../../shared/reports/index.ts';
import { PlusOutlined } from '../../ui/icons.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { SideDrawer, takeFocus } from '../../ui/index.ts';
import styles from './marketing-support.module.css';
import { faultsOf, freshCondition, isFaultless } from './rule-draft.ts';
import type { DraftFaults, RuleDraft } from './rule-draft.ts';
import type { OffersState } from './use-offers.ts';

/** A rule is written: what it asks, what is offered, why. What is wrong is said at the field once it was tried. */
export function RuleDrawer(props: {
  draft: RuleDraft;
  state: OffersState;
  /** With the id of the rule that was saved; null where nothing was. */
  onDone: (id: string | null) => void;
}): ReactNode {
  const { state, onDone } = props;
  const { t } = useTranslation();
  const [draft, setDraft] = useState(props.draft);
  const [tried, setTried] = useState(false);
  const { id, isNew, name, rule } = draft;
  const found = faultsOf(draft, state.offers);
  const faults = tried ? found : null;
  const set = (change: Partial<OfferRule>): void => setDraft({ ...draft, rule: { ...rule, ...change } });
  const save = async (): Promise<void> => {
    setTried(true);
    if (!isFaultless(found)) return;
    const definition = offerRule.parse(rule);
    if (await state.keep.put({ viewId: id, name: name.trim(), definition })) onDone(id);
  };
  const said = (text: string | undefined): { validateStatus?: 'error'; help?: string } =>
    text === undefined ? {} : { validateStatus: 'error', help: text };
  return (
    <SideDrawer
      open
      onClose={() => onDone(null)}
      title={t(isNew ? 'offers.form.titleNew' : 'offers.form.title')}
      size={620}
      footer={
        <div className={styles['foot']}>
          <Matching state={state} rule={rule} />
          <Button onClick={() => onDone(null)}>{t('common.cancel')}</Button>
          <Button type="primary" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </div>
      }
    >
      <Form layout="vertical">
        <Form.Item
          label={t('offers.form.name')}
          required
          htmlFor="offer-name"
          {...said(faults?.name && t(`offers.form.fault.${faults.name}`))}
        >
          <Input
            id="offer-name"
            ref={takeFocus}
            maxLength={LONGEST_VIEW_NAME}
            value={name}
            onChange={({ target }) => setDraft({ ...draft, name: target.value })}
          />
        </Form.Item>
        <Conditions rule={rule} faults={faults} set={set} />
        <div className={styles['pair']}>
          <Form.Item
            label={t('offers.form.offer')}
            required
            htmlFor="offer-what"
            {...said(faults?.offer && t('offers.form.fault.offer'))}
          >
            <Input
              id="offer-what"
              maxLength={LONGEST_OFFER}
              placeholder={t('offers.form.offerHint')}
              value={rule.offer}
              onChange={({ target }) => set({ offer: target.value })}
            />
          </Form.Item>
          <Form.Item label={t('offers.form.purpose')} htmlFor="offer-purpose">
            <Select
              id="offer-purpose"
              value={rule.purpose}
              options={CALL_PURPOSES.map((value) => ({ value, label: t(`calls.purpose.${value}`) }))}
              onChange={(purpose) => set({ purpose })}
            />
          </Form.Item>
        </div>
        <Form.Item
          label={t('offers.form.reason')}
          required
          htmlFor="offer-reason"
          {...said(
            (faults?.reason && t('offers.form.fault.reason')) ??
              (faults?.places &&
                t('offers.form.fault.places', { names: faults.places.join(t('offers.listSeparator')) })),
          )}
        >
          <Input.TextArea
            id="offer-reason"
            autoSize={{ minRows: 2, maxRows: 4 }}
            maxLength={LONGEST_REASON}
            value={rule.reason}
            onChange={({ target }) => set({ reason: target.value })}
          />
        </Form.Item>
        <Places
          rule={rule}
          onInsert={(text) => set({ reason: `${rule.reason}${text}`.slice(0, LONGEST_REASON) })}
        />
      </Form>
    </SideDrawer>
  );
}

/** All have to be met. Outside of the form's items, which would stretch every control to a line of its own. */
function Conditions(props: {
  rule: OfferRule;
  faults: DraftFaults | null;
  set: (change: Partial<OfferRule>) => void;
}): ReactNode {
  const { rule, faults, set } = props;
  const { t } = useTranslation();
  const { conditions } = rule;
  return (
    <section className={styles['conditions']} aria-label={t('offers.form.conditions')}>
      <h3 className={styles['label']}>{t('offers.form.conditions')}</h3>
      {conditions.map((condition, at) => (
        <ConditionFields
          key={at}
          condition={condition}
          faulty={faults?.conditions.has(at) === true}
          onChange={(changed) => set({ conditions: conditions.with(at, changed) })}
          onRemove={() => set({ conditions: conditions.toSpliced(at, 1) })}
        />
      ))}
      {faults?.noConditions && <p className={styles['fault']}>{t('offers.form.fault.conditions')}</p>}
      <Button
        type="link"
        size="small"
        icon={<PlusOutlined />}
        disabled={conditions.length >= MOST_OFFER_CONDITIONS}
        onClick={() => set({ conditions: [...conditions, freshCondition('category')] })}
      >
        {t('offers.form.addCondition')}
      </Button>
    </section>
  );
}

/** The figures that the reason may speak of, as the conditions stand. */
function Places({ rule, onInsert }: { rule: OfferRule; onInsert: (text: string) => void }): ReactNode {
  const { t } = useTranslation();
  const known = (place: OfferPlace): boolean =>
    place === 'product' || rule.conditions.some((condition) => tellsOf(condition, place));
  return (
    <p className={styles['places']}>
      <span className={styles['quiet']}>{t('offers.form.reasonHint')}</span>
      {OFFER_PLACES.filter(known).map((place) => (
        <Button key={place} size="small" onClick={() => onInsert(`{${t(`offers.place.${place}`)}}`)}>
          {t(`offers.place.${place}`)}
        </Button>
      ))}
    </p>
  );
}

/** How many customers meet the conditions as they stand. */
function Matching({
  state: { index, ask, unitCode },
  rule,
}: {
  state: OffersState;
  rule: OfferRule;
}): ReactNode {
  const { t } = useTranslation();
  const conditions = useDeferredValue(rule.conditions);
  const count = useMemo(() => {
    if (ask === null || !offerRule.shape.conditions.safeParse(conditions).success) return null;
    return index.fold(offerFold([conditions], ask), unitCode === null ? {} : { unitCode })[0]!.keys.length;
  }, [index, ask, unitCode, conditions]);
  return (
    <span className={styles['quiet']} role="status">
      {count === null ? t('offers.form.cannotCount') : t('offers.form.matches', { count })}
    </span>
  );
}
