import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../data/types.ts';
import { zhCN } from '../../i18n/zh-CN/index.ts';
import { editKind, editText, fieldText } from './edit-words.ts';

beforeAll(async () => {
  await i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: zhCN } } });
});

const call: OutboxEntry<'interaction.add'> = {
  uid: '01890000-0000-7000-8000-000000000001',
  n: 1,
  type: 'interaction.add',
  entity: 'interaction',
  id: 'i1',
  args: {
    interactionId: 'i1',
    customerCode: 'KH0000000001',
    kind: 'CALL',
    purpose: '',
    outcome: '未接',
    note: '',
    nextOn: '2026-11-21',
    happenedAt: '2026-11-20T15:31:00+08:00',
  },
  base_seq: null,
  occurred_at: '2026-11-20T15:31:00+08:00',
  clock_offset: 0,
  state: 'waiting',
  customerCode: 'KH0000000001',
  customerName: '郑康子',
  attempts: 0,
};

describe('edits in words', () => {
  it('names an edit and says what was written, without empty parts', () => {
    expect(editKind(call, i18next.t)).toBe('电话');
    expect(editText(call, i18next.t)).toBe('未接；2026-11-21');
  });

  it('says which field was changed to what', () => {
    const edit: OutboxEntry<'customer.contact.update'> = {
      ...call,
      type: 'customer.contact.update',
      entity: 'customer',
      args: {
        changes: [
          { field: 'persons', from: [], to: [{ name: '孔女士', role: '决策者', phone: '13377760386' }] },
          { field: 'remark', from: '', to: '18:00 后方便' },
        ],
      },
    };
    expect(editKind(edit, i18next.t)).toBe('联系资料');
    expect(editText(edit, i18next.t)).toBe('联系人：孔女士（决策者） 133****0386；备注：18:00 后方便');
  });

  it('says what was asked, decided or withdrawn about a customer, with units by their names', () => {
    const ask: OutboxEntry<'reassignment.ask'> = {
      ...call,
      type: 'reassignment.ask',
      entity: 'reassignment',
      args: {
        requestId: 'r1',
        direction: 'GIVE',
        customer: { customerCode: call.customerCode },
        community: 'C2',
        reason: '过户后新址在富民路',
      },
    };
    const reading = { unitName: (code: string) => (code === 'C2' ? '武鸣片2社区' : code) };
    expect(editKind(ask, i18next.t)).toBe('调整申请');
    expect(editText(ask, i18next.t, reading)).toBe('调出到 武鸣片2社区；过户后新址在富民路');
    const take: OutboxEntry<'reassignment.ask'> = {
      ...ask,
      args: { ...ask.args, direction: 'TAKE', customer: { billingAccountNumber: '771000123' } },
    };
    expect(editText(take, i18next.t, reading)).toBe(
      '合同号 771000123；调入到 武鸣片2社区；过户后新址在富民路',
    );
    const decide: OutboxEntry<'reassignment.decide'> = {
      ...call,
      type: 'reassignment.decide',
      entity: 'reassignment',
      args: { decision: 'REJECT', comment: '新址仍在本片' },
    };
    expect(editKind(decide, i18next.t)).toBe('调整审批');
    expect(editText(decide, i18next.t)).toBe('不同意调整；新址仍在本片');
    const withdraw: OutboxEntry<'reassignment.withdraw'> = {
      ...call,
      type: 'reassignment.withdraw',
      entity: 'reassignment',
      args: {},
    };
    expect(editKind(withdraw, i18next.t)).toBe('撤回申请');
    expect(editText(withdraw, i18next.t)).toBe('申请作废，客户不动');
  });

  it('leaves phones and addresses as they were written in a text that is taken elsewhere', () => {
    const persons = [{ name: '孔女士', role: '', phone: '13377760386' }];
    expect(fieldText('persons', persons, i18next.t, { unmasked: true })).toBe('孔女士 13377760386');
    expect(fieldText('address', '武鸣区五一中路18号', i18next.t, { unmasked: true })).toBe(
      '武鸣区五一中路18号',
    );
  });

  it('masks what it shows', () => {
    expect(fieldText('address', '武鸣区五一中路18号', i18next.t)).toBe('武鸣区五一中路 ***');
    expect(fieldText('remark', null, i18next.t)).toBe('（空）');
  });
});
