import { Button, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OFFER_CONDITION_KINDS, OFFER_MONTHS } from '../../../shared/domain/offer-rules.ts';
import type { OfferCondition, OfferConditionKind } from '../../../shared/domain/offer-rules.ts';
import { REPORTING_SEGMENTS } from '../../../shared/domain/org-units.ts';
import { PRODUCT_CATEGORIES, SUBSCRIPTION_STATUSES, TRAFFIC_KINDS } from '../../../shared/domain/rows.ts';
import { useIndex } from '../../session/react.tsx';
import { DeleteOutlined } from '../../ui/icons.tsx';
import styles from './marketing-support.module.css';
import { freshCondition } from './rule-draft.ts';

interface Fields<C extends OfferCondition = OfferCondition> {
  condition: C;
  onChange: (condition: OfferCondition) => void;
}
type Of<K extends OfferConditionKind> = Fields<Extract<OfferCondition, { kind: K }>>;

/** One condition on one line: its kind, what it asks, and a way to be rid of it. */
export function ConditionFields(props: Fields & { faulty: boolean; onRemove: () => void }): ReactNode {
  const { condition, faulty, onChange, onRemove } = props;
  const { t } = useTranslation();
  return (
    <div className={styles['condition']}>
      <div className={styles['conditionRow']}>
        <Select<OfferConditionKind>
          aria-label={t('offers.form.kind')}
          className={styles['kind'] ?? ''}
          value={condition.kind}
          options={OFFER_CONDITION_KINDS.map((value) => ({ value, label: t(`offers.form.kinds.${value}`) }))}
          onChange={(kind) => onChange(freshCondition(kind))}
        />
        <Asked condition={condition} onChange={onChange} />
        <Button
          type="text"
          className={styles['drop'] ?? ''}
          icon={<DeleteOutlined />}
          aria-label={t('offers.form.removeCondition')}
          title={t('offers.form.removeCondition')}
          onClick={onRemove}
        />
      </div>
      {faulty && <p className={styles['fault']}>{t('offers.form.fault.condition')}</p>}
    </div>
  );
}

function Asked({ condition, onChange }: Fields): ReactNode {
  switch (condition.kind) {
    case 'category':
    case 'product':
    case 'arrears':
      return <HasFields condition={condition} onChange={onChange} />;
    case 'traffic':
    case 'revenue':
      return <MonthFields condition={condition} onChange={onChange} />;
    case 'agreementEnds':
      return <DaysField condition={condition} onChange={onChange} />;
    case 'status':
    case 'segment':
      return <OneOfField condition={condition} onChange={onChange} />;
    case 'noAgreement':
      return null;
  }
}

function HasFields({ condition, onChange }: Of<'category' | 'product' | 'arrears'>): ReactNode {
  const { t } = useTranslation();
  const index = useIndex();
  const which = { 'aria-label': t('offers.form.which'), className: styles['wide'] ?? '' };
  return (
    <>
      <Select<'yes' | 'no'>
        aria-label={t('offers.form.kind')}
        className={styles['short'] ?? ''}
        value={condition.has ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: t('offers.form.has.yes') },
          { value: 'no', label: t('offers.form.has.no') },
        ]}
        onChange={(has) => onChange({ ...condition, has: has === 'yes' })}
      />
      {condition.kind === 'category' && (
        <Select
          {...which}
          value={condition.category}
          options={PRODUCT_CATEGORIES.map((value) => ({ value, label: t(`lists.category.${value}`) }))}
          onChange={(category) => onChange({ ...condition, category })}
        />
      )}
      {condition.kind === 'product' && (
        <Select<string>
          {...which}
          showSearch
          value={condition.product || null}
          options={index.products().map((value) => ({ value, label: value }))}
          onChange={(product) => onChange({ ...condition, product })}
        />
      )}
    </>
  );
}

function MonthFields({ condition, onChange }: Of<'traffic' | 'revenue'>): ReactNode {
  const { t } = useTranslation();
  const isMoney = condition.kind === 'revenue';
  return (
    <>
      {condition.kind === 'traffic' && (
        <Select
          aria-label={t('offers.form.which')}
          className={styles['traffic'] ?? ''}
          value={condition.of}
          options={TRAFFIC_KINDS.map((value) => ({ value, label: t(`offers.traffic.${value}`) }))}
          onChange={(of) => onChange({ ...condition, of })}
        />
      )}
      {t('offers.form.lastMonths')}
      <Figure
        label={t('offers.form.months')}
        min={1}
        max={OFFER_MONTHS}
        value={condition.months}
        onChange={(months) => onChange({ ...condition, months })}
      />
      {t('offers.form.monthsUnit')}
      <Select
        aria-label={t('offers.form.kind')}
        className={styles['side'] ?? ''}
        value={condition.side}
        options={(['least', 'most'] as const).map((value) => ({
          value,
          label: t(`offers.form.side.${value}`),
        }))}
        onChange={(side) => onChange({ ...condition, side })}
      />
      <Figure
        label={t('offers.form.amount')}
        max={9_999_999}
        decimals={isMoney ? 2 : 0}
        value={condition.amount}
        onChange={(amount) => onChange({ ...condition, amount })}
      />
      {t(`offers.form.unitOf.${condition.kind === 'traffic' ? condition.of : 'revenue'}`)}
    </>
  );
}

function DaysField({ condition, onChange }: Of<'agreementEnds'>): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {t('offers.form.within')}
      <Figure
        label={t('offers.form.days')}
        max={730}
        value={condition.days}
        onChange={(days) => onChange({ ...condition, days })}
      />
      {t('offers.form.daysUnit')}
    </>
  );
}

function OneOfField({ condition, onChange }: Of<'status' | 'segment'>): ReactNode {
  const { t } = useTranslation();
  const look = {
    mode: 'multiple' as const,
    'aria-label': t('offers.form.which'),
    className: styles['wide'] ?? '',
  };
  if (condition.kind === 'status')
    return (
      <Select
        {...look}
        value={condition.statuses}
        options={SUBSCRIPTION_STATUSES.map((value) => ({ value, label: t(`domain.status.${value}`) }))}
        onChange={(statuses) => onChange({ ...condition, statuses })}
      />
    );
  return (
    <Select
      {...look}
      value={condition.segments}
      options={REPORTING_SEGMENTS.map((value) => ({ value, label: t(`domain.segment.${value}`) }))}
      onChange={(segments) => onChange({ ...condition, segments })}
    />
  );
}

/** A number; with two decimals it is yuan to the person and fen to the rule. NaN while it is empty. */
function Figure(props: {
  label: string;
  value: number;
  min?: number;
  max: number;
  decimals?: 0 | 2;
  onChange: (value: number) => void;
}): ReactNode {
  const { label, value, min = 0, max, decimals = 0, onChange } = props;
  const scale = 10 ** decimals;
  return (
    <InputNumber
      aria-label={label}
      className={(decimals === 0 && max < 1_000 ? styles['few'] : styles['number']) ?? ''}
      min={min}
      max={max}
      precision={decimals}
      controls={false}
      changeOnWheel={false}
      value={Number.isNaN(value) ? null : value / scale}
      onChange={(number) => onChange(number === null ? Number.NaN : Math.round(number * scale))}
    />
  );
}
