import { describe, expect, test } from 'vitest';
import { policyPlaces, together } from './policy-places.ts';
import { NO_POLICY } from './policy.ts';
import type { Policy } from './policy.ts';

const PACKED: Policy = {
  serverAddress: 'https://packed.example.com',
  serverInDoubt: false,
  updateFeed: 'https://packed.example.com/updates/',
  language: 'zh-CN',
  lockAfterMinutes: 10,
  watermark: true,
  passwordAtStart: true,
  contentProtection: true,
};

describe('the places of a policy', () => {
  test.each([
    [
      'win32',
      'C:\\Program Files\\ChannelDesk\\resources',
      [
        'C:\\Program Files\\ChannelDesk Policy\\policy.json',
        'C:\\Program Files\\ChannelDesk\\resources\\policy.json',
      ],
    ],
    [
      'darwin',
      '/Applications/ChannelDesk.app/Contents/Resources',
      [
        '/Library/Application Support/ChannelDesk/policy.json',
        '/Applications/ChannelDesk.app/Contents/Resources/policy.json',
      ],
    ],
    [
      'linux',
      '/opt/ChannelDesk/resources',
      ['/etc/channeldesk/policy.json', '/opt/ChannelDesk/resources/policy.json'],
    ],
    ['freebsd', '/opt/ChannelDesk/resources', ['/opt/ChannelDesk/resources/policy.json']],
  ] as const)(
    'on %s: the one of the machine lies outside of the program and comes first',
    (system, at, places) => {
      expect(policyPlaces(system, at, null)).toEqual(places);
    },
  );

  test('a checkout can be told of the only one', () => {
    expect(policyPlaces('linux', '/opt', '/tmp/policy.json')).toEqual(['/tmp/policy.json']);
  });
});

describe('two policies together', () => {
  test('one of them alone holds as it is', () => {
    expect(together(NO_POLICY, PACKED)).toEqual(PACKED);
    expect(together(PACKED, NO_POLICY)).toEqual(PACKED);
    expect(together(NO_POLICY, NO_POLICY)).toEqual(NO_POLICY);
  });

  test('addresses and language are those of the machine', () => {
    const machine = {
      ...NO_POLICY,
      serverAddress: 'https://desk.example.com',
      updateFeed: 'https://desk.example.com/updates/',
      language: 'en-US',
    } as const;
    expect(together(machine, PACKED)).toEqual({
      ...PACKED,
      serverAddress: 'https://desk.example.com',
      updateFeed: 'https://desk.example.com/updates/',
      language: 'en-US',
    });
  });

  test.each(['watermark', 'passwordAtStart', 'contentProtection'] as const)(
    'neither can switch %s off for the other',
    (name) => {
      expect(together({ ...NO_POLICY, [name]: false }, PACKED)[name]).toBe(true);
      expect(together({ ...NO_POLICY, [name]: true }, { ...PACKED, [name]: false })[name]).toBe(true);
    },
  );

  test('of two times to lock the shorter one counts', () => {
    const lock = (first: number | null, second: number | null) =>
      together({ ...NO_POLICY, lockAfterMinutes: first }, { ...NO_POLICY, lockAfterMinutes: second })
        .lockAfterMinutes;
    expect([lock(60, 5), lock(5, 60), lock(null, 7), lock(7, null), lock(null, null)]).toEqual([
      5,
      5,
      7,
      7,
      null,
    ]);
  });

  test('the server is in doubt where the machine names one that cannot be read, and not where it names one', () => {
    const doubtful = { ...NO_POLICY, serverInDoubt: true };
    expect(together(doubtful, PACKED)).toMatchObject({
      serverInDoubt: true,
      serverAddress: 'https://packed.example.com',
    });
    expect(together(PACKED, doubtful).serverInDoubt).toBe(false);
    expect(together(NO_POLICY, doubtful).serverInDoubt).toBe(true);
  });
});
