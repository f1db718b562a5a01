import { expect, it } from 'vitest';
import { serverInfo } from '../../shared/api/server-info.ts';
import { policyOf } from './policy.ts';

const info = (policy?: object) =>
  serverInfo.parse({
    name: 'channeldesk',
    version: '1',
    protocol: 1,
    test_environment: false,
    demo: false,
    server_time: '',
    ...(policy === undefined ? {} : { policy }),
  });
const lax = { lockAfterMinutes: null, watermark: false, passwordAtStart: false };

it('leaves everything to the person where nobody has decided, also with a server of an earlier version', () => {
  expect(policyOf(undefined, null)).toEqual(lax);
  expect(policyOf(undefined, info())).toEqual(lax);
});

it('takes the stricter of the machine and the server, each for itself', () => {
  const server = info({ watermark: true, lock_after_minutes: 10, password_at_start: false });
  expect(policyOf({ lockAfterMinutes: 5, watermark: false, passwordAtStart: true }, server)).toEqual({
    lockAfterMinutes: 5,
    watermark: true,
    passwordAtStart: true,
  });
  expect(policyOf({ lockAfterMinutes: 30, watermark: false, passwordAtStart: false }, server)).toEqual({
    lockAfterMinutes: 10,
    watermark: true,
    passwordAtStart: false,
  });
});
