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

  it('masks what it shows', () => {
    expect(fieldText('address', '武鸣区五一中路18号', i18next.t)).toBe('武鸣区五一中路 ***');
    expect(fieldText('remark', null, i18next.t)).toBe('（空）');
  });
});
