import type { CabinetChange, CabinetRuleFields, CabinetRuleRow } from '../../../shared/api/cabinets.ts';
import type { MessageKey } from '../../i18n/index.ts';

/** What is being done with a rule; the fields of a new one begin empty. */
export type Draft = { kind: 'ADD' } | { kind: 'CHANGE' | 'RETIRE'; rule: CabinetRuleRow };

export const fieldsOf = (draft: Draft): CabinetRuleFields => {
  if (draft.kind === 'ADD') {
    return { cabinet: '', billing_area: '', range_from: '', range_to: '', community_code: null };
  }
  const { cabinet, billing_area, range_from, range_to, community_code } = draft.rule;
  return { cabinet, billing_area, range_from, range_to, community_code };
};

export function changeOf(draft: Draft, fields: CabinetRuleFields): CabinetChange {
  const rule = {
    ...fields,
    cabinet: fields.cabinet.trim(),
    range_from: fields.range_from.trim(),
    range_to: fields.range_to.trim(),
  };
  if (draft.kind === 'ADD') return { kind: 'ADD', rule };
  const { rule_id } = draft.rule;
  return draft.kind === 'CHANGE' ? { kind: 'CHANGE', rule_id, rule } : { kind: 'RETIRE', rule_id };
}

export type Faults = Partial<Record<'cabinet' | 'billing_area' | 'range_from' | 'range_to', MessageKey>>;

/** What has to be put right before the server is asked; it says the same, less kindly. */
export function faultsOf({ cabinet, billing_area, range_from, range_to }: CabinetRuleFields): Faults {
  const faults: Faults = {};
  if (cabinet.trim() === '') faults.cabinet = 'cabinets.form.missing';
  if (billing_area === '') faults.billing_area = 'cabinets.form.missing';
  const [from, to] = [range_from.trim(), range_to.trim()];
  if (!DIGITS.test(from)) faults.range_from = 'cabinets.form.digits';
  if (!DIGITS.test(to)) faults.range_to = 'cabinets.form.digits';
  if (faults.range_from || faults.range_to) return faults;
  if ((from === '') !== (to === ''))
    faults[from === '' ? 'range_from' : 'range_to'] = 'cabinets.form.bothEnds';
  else if (from !== '' && valueOf(from) > valueOf(to)) faults.range_to = 'cabinets.form.turned';
  return faults;
}

const DIGITS = /^[0-9 -]*$/;
const valueOf = (written: string): bigint => BigInt(written.replace(/[^0-9]/g, '') || '0');
