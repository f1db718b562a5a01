import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { zhCN } from '../../i18n/zh-CN/index.ts';
import { problemWords } from './sign-in-problem.ts';

const now = new Date('2026-11-20T14:32:10+08:00');

beforeAll(async () => {
  await i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: zhCN } } });
});

it('says how often one may still try', () => {
  const words = problemWords({ ok: false, reason: 'credentials', attemptsLeft: 4 }, 's', now, i18next.t);
  expect(words.title).toBe('工号或口令不对，还可再试 4 次。');
});

it('names the time from which it works again, rounded up', () => {
  const words = problemWords({ ok: false, reason: 'tooMany', retryAfterSeconds: 300 }, 's', now, i18next.t);
  expect(words.title).toBe('错误次数太多，14:38 之后可以再试。');
});

it('names the server that cannot be reached, and says what was kept', () => {
  const words = problemWords({ ok: false, reason: 'unreachable' }, 'channel.nn.example', now, i18next.t);
  expect(words.title).toContain('channel.nn.example');
  expect(words.help).toBeTruthy();
});

it('knows a foreign answer for what it is', () => {
  const words = problemWords({ ok: false, reason: 'notTheServer' }, 's', now, i18next.t);
  expect(words.title).toBe('这不是渠道营销支撑服务器的回答。');
});
