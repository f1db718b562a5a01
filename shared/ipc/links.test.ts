import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkInArguments, linkTarget, parseLink } from './links.ts';

test.each([
  ['channeldesk://customer/KH0000000001', { kind: 'customer', customerCode: 'KH0000000001' }],
  // Windows adds a slash behind what it takes for a host alone.
  ['channeldesk://customer/KH0000000001/', { kind: 'customer', customerCode: 'KH0000000001' }],
  ['channeldesk://reminders', { kind: 'reminders' }],
  ['channeldesk://reminders/', { kind: 'reminders' }],
  ['channeldesk://requests', { kind: 'requests' }],
])('%s leads somewhere', (text, target) => {
  expect(parseLink(text)).toEqual(target);
});

test.each([
  '',
  'channeldesk://',
  'channeldesk://customer/',
  'channeldesk://customer/KH1',
  'channeldesk://customer/KH00000000012',
  'channeldesk://customer/kh0000000001',
  'channeldesk://customer/KH0000000001?next=https://evil.test',
  'channeldesk://customer/KH0000000001#/settings',
  'channeldesk://customer/../settings',
  'channeldesk://customer/KH0000000001\n--inspect',
  'CHANNELDESK://customer/KH0000000001',
  'https://customer/KH0000000001',
  'javascript:alert(1)',
  ' channeldesk://customer/KH0000000001',
])('%j leads nowhere', (text) => {
  expect(parseLink(text)).toBeNull();
});

test('whatever a link says, what it leads to is of the contract', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const target = parseLink(`channeldesk://${text}`);
      if (target !== null) expect(linkTarget.parse(target)).toEqual(target);
    }),
  );
});

test('in a command line the last link counts', () => {
  expect(linkInArguments(['channeldesk', '--flag', '/path'])).toBeNull();
  expect(
    linkInArguments(['channeldesk', 'channeldesk://customer/KH0000000001', 'channeldesk://reminders', '.']),
  ).toEqual({ kind: 'reminders' });
});
