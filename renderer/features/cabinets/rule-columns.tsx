import type { CabinetRuleRow } from '../../../shared/api/cabinets.ts';
import type { Translate } from '../../i18n/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import styles from './cabinets.module.css';
import { rangeOf } from './range-words.ts';
import type { Draft } from './rule-fields.ts';

/** The columns of the rules; the last one begins a change. */
export function ruleColumns(t: Translate, begin: (draft: Draft) => void): DataColumn<CabinetRuleRow>[] {
  const act = (rule: CabinetRuleRow, kind: 'CHANGE' | 'RETIRE', word: 'change' | 'retire') => (
    <button
      type="button"
      className={styles['link']}
      aria-label={t(`cabinets.${word}Of`, { cabinet: rule.cabinet, range: rangeOf(rule, t) })}
      onClick={() => begin({ kind, rule })}
    >
      {t(`cabinets.${word}`)}
    </button>
  );
  return [
    {
      key: 'cabinet',
      title: t('cabinets.cabinet'),
      width: 140,
      grow: 1,
      render: (rule) => rule.cabinet,
      text: (rule) => rule.cabinet,
    },
    {
      key: 'area',
      title: t('cabinets.area'),
      width: 110,
      render: (rule) => rule.billing_area,
      text: (rule) => rule.billing_area,
    },
    {
      key: 'range',
      title: t('cabinets.range'),
      width: 250,
      grow: 1,
      render: (rule) => rangeOf(rule, t),
      text: (rule) => rangeOf(rule, t),
    },
    {
      key: 'community',
      title: t('cabinets.community'),
      width: 200,
      grow: 2,
      render: (rule) =>
        rule.community_code === null ? (
          <span className={styles['soon']}>{t('cabinets.noCommunity')}</span>
        ) : (
          (rule.community_name ?? rule.community_code)
        ),
      text: (rule) => rule.community_name ?? '',
    },
    {
      key: 'origin',
      title: t('cabinets.origin'),
      width: 110,
      render: (rule) => (
        <span className={rule.is_local ? undefined : styles['faint']}>
          {t(rule.is_local ? 'cabinets.local' : 'cabinets.file')}
        </span>
      ),
      text: (rule) => t(rule.is_local ? 'cabinets.local' : 'cabinets.file'),
    },
    {
      key: 'acts',
      title: t('cabinets.acts'),
      width: 110,
      render: (rule) =>
        rule.may_edit && (
          <span className={styles['acts']}>
            {act(rule, 'CHANGE', 'change')}
            {act(rule, 'RETIRE', 'retire')}
          </span>
        ),
    },
  ];
}
