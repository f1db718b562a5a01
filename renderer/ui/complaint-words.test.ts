import { expect, it } from 'vitest';
import { chinese } from '../i18n/test-support/translate.ts';
import { dueWords, riseWords } from './complaint-words.ts';

const TODAY = '2026-11-20';

it('says how it stands with the day, and to whom it has risen', async () => {
  const t = await chinese();
  const words = (
    [
      { state: 'OPEN', dueOn: '2026-11-18' },
      { state: 'IN_WORK', dueOn: TODAY },
      { state: 'OPEN', dueOn: '2026-11-21' },
      { state: 'OPEN', dueOn: '2026-11-24' },
      { state: 'CLOSED', dueOn: TODAY, solvedOn: TODAY },
      { state: 'SOLVED', dueOn: TODAY, solvedOn: '2026-11-22' },
    ] as const
  ).map((complaint) => dueWords(complaint, TODAY, t));
  expect(words).toEqual(['过期 2 天', '今天到期', '明天到期', '还有 4 天', '按时解决', '晚 2 天解决']);
  expect(([0, 1, 2] as const).map((level) => riseWords(level, t))).toEqual(['—', '小组负责人', '部门领导']);
});
