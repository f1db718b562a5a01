import { describe, expect, it } from 'vitest';
import { cabinetRuleFields } from '../../../shared/api/cabinets.ts';
import { changeOf, faultsOf, fieldsOf } from './rule-fields.ts';

const rule = {
  rule_id: 7,
  cabinet: '55J008',
  billing_area: '青秀',
  range_from: '0771-5500000',
  range_to: '0771-5500999',
  community_code: 'QX-P-1-1',
  community_name: '青秀片1社区',
  is_local: false,
  may_edit: true,
};
const fields = fieldsOf({ kind: 'CHANGE', rule });

describe('a rule as it is being written', () => {
  it.each([
    ['as it stands', {}, {}],
    ['without a cabinet', { cabinet: '  ' }, { cabinet: 'cabinets.form.missing' }],
    ['without an area', { billing_area: '' }, { billing_area: 'cabinets.form.missing' }],
    ['with one end', { range_to: '' }, { range_to: 'cabinets.form.bothEnds' }],
    ['with the other end', { range_from: ' ' }, { range_from: 'cabinets.form.bothEnds' }],
    ['with no range', { range_from: '', range_to: '' }, {}],
    ['turned round', { range_to: '0771-5499999' }, { range_to: 'cabinets.form.turned' }],
    ['with letters', { range_from: '0771-55O0000' }, { range_from: 'cabinets.form.digits' }],
  ])('%s', (_what, change, faults) => {
    const written = { ...fields, ...change };
    expect(faultsOf(written)).toEqual(faults);
    // The server agrees on what is good.
    const cabinet = written.cabinet.trim();
    expect(cabinetRuleFields.safeParse({ ...written, cabinet }).success).toBe(
      Object.keys(faults).length === 0,
    );
  });

  it('becomes the change that the server is asked for', () => {
    expect(changeOf({ kind: 'ADD' }, { ...fields, cabinet: ' 55J008 ' })).toEqual({
      kind: 'ADD',
      rule: fields,
    });
    expect(changeOf({ kind: 'CHANGE', rule }, fields)).toEqual({ kind: 'CHANGE', rule_id: 7, rule: fields });
    expect(changeOf({ kind: 'RETIRE', rule }, fields)).toEqual({ kind: 'RETIRE', rule_id: 7 });
  });
});
