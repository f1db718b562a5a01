import { Button, Checkbox, Input, Select } from 'antd';
import { useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerConditions } from '../../../data/types.ts';
import { statusWord } from './condition-chips.ts';
import {
  conditionsFrom,
  draftFrom,
  REPORTING_SEGMENTS,
  STATUS_CHOICES,
  type ConditionDraft,
  type DraftProblem,
} from './condition-draft.ts';
import { takeFocus } from '../../../ui/index.ts';
import styles from './customers-page.module.css';

const MONTHS = [1, 2, 3, 4, 5, 6];

/** Every condition that a list can have, small enough for a popover. Enter asks. */
export function ConditionForm(props: {
  conditions: CustomerConditions;
  products: readonly string[];
  onApply: (conditions: CustomerConditions) => void;
  onCancel: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const [draft, setDraft] = useState(() => draftFrom(props.conditions));
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const set = (change: Partial<ConditionDraft>): void => {
    setDraft({ ...draft, ...change });
    setProblem(null);
  };
  const apply = (): void => {
    const outcome = conditionsFrom(draft, props.conditions);
    if ('problem' in outcome) setProblem(outcome.problem);
    else props.onApply(outcome.conditions);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && event.target.type === 'text') {
      if (event.target.getAttribute('role') !== 'combobox') apply();
    }
    if (event.key === 'Escape') props.onCancel();
  };
  const any = { value: '' as const, label: t('customers.form.any') };
  const amount = (
    key: 'arrearsMin' | 'meanRevenueMin' | 'meanRevenueMax' | 'revenueMin' | 'revenueMax',
    label: string,
  ) => (
    <Input
      inputMode="decimal"
      aria-label={label}
      value={draft[key]}
      onChange={(event) => set({ [key]: event.target.value })}
    />
  );
  const range = (
    what: 'mean' | 'revenue',
    min: 'meanRevenueMin' | 'revenueMin',
    max: 'meanRevenueMax' | 'revenueMax',
  ) => (
    <>
      <span className={styles['label']}>{t(`customers.form.${what}`)}</span>
      <span className={styles['pair']}>
        {amount(min, `${t(`customers.form.${what}`)} ${t('customers.form.from')}`)}
        <span className={styles['between']}>–</span>
        {amount(max, `${t(`customers.form.${what}`)} ${t('customers.form.to')}`)}
        <span className={styles['unit']}>{t('common.yuan')}</span>
      </span>
    </>
  );
  return (
    <div className={styles['form']} role="form" aria-label={t('customers.form.title')} onKeyDown={onKeyDown}>
      <label htmlFor={`${id}text`}>{t('customers.form.text')}</label>
      <Input
        id={`${id}text`}
        ref={takeFocus}
        placeholder={t('customers.form.textPlaceholder')}
        value={draft.text}
        onChange={(event) => set({ text: event.target.value })}
      />
      <label htmlFor={`${id}status`}>{t('customers.form.status')}</label>
      <Select
        id={`${id}status`}
        value={draft.status}
        options={[any, ...STATUS_CHOICES.map((value) => ({ value, label: statusWord(value, t) }))]}
        onChange={(status) => set({ status })}
      />
      <label htmlFor={`${id}months`}>{t('customers.form.arrearsMonths')}</label>
      <Select
        id={`${id}months`}
        value={draft.arrearsMonthsMin}
        options={[
          any,
          ...MONTHS.map((value) => ({ value, label: t('customers.form.monthsFrom', { count: value }) })),
        ]}
        onChange={(arrearsMonthsMin) => set({ arrearsMonthsMin })}
      />
      <span className={styles['label']}>{t('customers.form.arrearsMin')}</span>
      <span className={styles['pair']}>
        {amount('arrearsMin', t('customers.form.arrearsMin'))}
        <span className={styles['unit']}>{t('common.yuan')}</span>
      </span>
      <label htmlFor={`${id}agreement`}>{t('customers.form.agreement')}</label>
      <span className={styles['pair']}>
        {draft.agreement === 'endsWithin' && (
          <Input
            inputMode="numeric"
            aria-label={t('customers.form.endsWithin')}
            value={draft.endsWithin}
            onChange={(event) => set({ endsWithin: event.target.value })}
          />
        )}
        <Select
          id={`${id}agreement`}
          value={draft.agreement}
          options={[
            any,
            { value: 'endsWithin', label: t('customers.form.endsWithin') },
            { value: 'expired', label: t('customers.form.expired') },
            { value: 'without', label: t('customers.form.without') },
          ]}
          onChange={(agreement: ConditionDraft['agreement']) => set({ agreement })}
        />
      </span>
      {range('mean', 'meanRevenueMin', 'meanRevenueMax')}
      {range('revenue', 'revenueMin', 'revenueMax')}
      <label htmlFor={`${id}segment`}>{t('customers.form.segment')}</label>
      <Select
        id={`${id}segment`}
        value={draft.reportingSegment}
        options={[
          any,
          ...REPORTING_SEGMENTS.map((value) => ({ value, label: t(`domain.segment.${value}`) })),
        ]}
        onChange={(reportingSegment) => set({ reportingSegment })}
      />
      <label htmlFor={`${id}product`}>{t('customers.form.product')}</label>
      <Select
        id={`${id}product`}
        showSearch
        value={draft.product}
        options={[any, ...props.products.map((value) => ({ value, label: value }))]}
        onChange={(product: string) => set({ product })}
      />
      <label htmlFor={`${id}month`}>{t('customers.form.firstSeen')}</label>
      <Input
        id={`${id}month`}
        placeholder={t('customers.form.firstSeenPlaceholder')}
        value={draft.firstSeenMonth}
        onChange={(event) => set({ firstSeenMonth: event.target.value })}
      />
      <span className={styles['label']}>{t('customers.form.others')}</span>
      <span className={styles['checks']}>
        {(['zeroCharge', 'openOrders', 'inPool', 'includeClosed'] as const).map((key) => (
          <Checkbox key={key} checked={draft[key]} onChange={(event) => set({ [key]: event.target.checked })}>
            {t(`customers.form.${key}`)}
          </Checkbox>
        ))}
      </span>
      <div className={styles['formFoot']}>
        {problem !== null && (
          <span className={styles['formProblem']} role="alert">
            {t(`customers.form.${problem}`)}
          </span>
        )}
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button type="primary" onClick={apply}>
          {t('customers.form.apply')}
        </Button>
      </div>
    </div>
  );
}
