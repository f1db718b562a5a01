import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MenuLinks } from './menu-links.ts';

const SERVER = 'https://desk.example.com';
const LINKS = `${SERVER}/menu/v1/links`;

/** What the page reaches: requests through this process, and the question whether an address may be opened. */
async function after(...answers: [address: string, body: unknown, status?: number][]): Promise<MenuLinks> {
  const links = new MenuLinks();
  for (const [address, body, status = 200] of answers) {
    const carry = links.watching(() => Promise.resolve(Response.json(body, { status })));
    const answer = await carry(address, { method: 'GET' });
    // The page reads what the server said all the same.
    expect(await answer.json()).toEqual(body);
  }
  return links;
}

const named = (...links: string[]): [string, unknown] => [LINKS, { links }];

describe('web addresses that may leave', () => {
  test('are those that the server has named, to the letter', async () => {
    const links = await after(named('https://oa.example.com/inbox'));
    expect(links.allows('https://oa.example.com/inbox')).toBe(true);
    for (const other of [
      'https://oa.example.com/',
      'https://oa.example.com/inbox?x',
      'https://oa.example.com/inbox#x',
      'HTTPS://oa.example.com/inbox',
      'https://oa.example.com.evil.test/inbox',
      ' https://oa.example.com/inbox',
    ])
      expect(links.allows(other)).toBe(false);
  });

  test('are none before anybody has asked, after a refusal, and where another answer names others', async () => {
    expect(new MenuLinks().allows('https://oa.example.com/')).toBe(false);
    const refused = await after(named('https://oa.example.com/'), [LINKS, { error: {} }, 401]);
    expect(refused.allows('https://oa.example.com/')).toBe(false);
    const changed = await after(named('https://oa.example.com/'), named('https://wiki.example.com/'));
    expect(changed.allows('https://oa.example.com/')).toBe(false);
    expect(changed.allows('https://wiki.example.com/')).toBe(true);
  });

  test('come from the answer to that question alone', async () => {
    const body = { links: ['https://evil.test/'] };
    for (const address of [
      `${SERVER}/sync/v1/pull`,
      `${SERVER}/menu/v1/links/`,
      `${SERVER}/x?/menu/v1/links`,
    ])
      expect((await after([address, body])).allows('https://evil.test/')).toBe(false);
    const links = new MenuLinks();
    await links.watching(() => Promise.resolve(Response.json(body)))(LINKS, { method: 'POST' });
    expect(links.allows('https://evil.test/')).toBe(false);
  });

  test('are https without a password, whatever a server names', async () => {
    const bad = [
      'http://oa.example.com/',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'ms-msdt:/id',
      'https://user:secret@oa.example.com/',
      'https://',
      'https:oa.example.com@evil',
    ];
    const links = await after(named(...bad));
    for (const url of bad.slice(0, 6)) expect(links.allows(url)).toBe(false);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string({ maxLength: 60 }), fc.webUrl()), { maxLength: 8 }),
        async (urls) => {
          const told = await after(named(...urls));
          for (const url of urls) {
            if (!told.allows(url)) continue;
            const { protocol, username, password } = new URL(url);
            expect([protocol, username, password]).toEqual(['https:', '', '']);
          }
        },
      ),
    );
  });

  test('are none where the server answers with something else', async () => {
    for (const body of [
      null,
      [],
      { links: 'https://a.test/' },
      { links: [1] },
      { links: Array(500).fill('https://a.test/') },
    ])
      expect((await after([LINKS, body])).allows('https://a.test/')).toBe(false);
  });
});
