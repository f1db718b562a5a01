import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileAt, servePageFile } from './page-files.ts';
import { CONTENT_SECURITY_POLICY, pageHeaders } from './page-headers.ts';
import { isOwnAddress } from './page-origin.ts';

let base: string;
let folder: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'page-'));
  folder = join(base, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(join(base, 'secret.txt'), 'secret');
  writeFileSync(join(base, 'renderer-secret'), 'secret');
});
afterAll(() => rmSync(base, { recursive: true }));

const get = (path: string, method = 'GET'): Promise<Response> =>
  servePageFile(folder, new Request(`app://desk${path}`, { method }));

describe('files of the page', () => {
  test('are served with their type and the policy', async () => {
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(await page.text()).toBe('<!doctype html>');
    expect(page.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    const script = await get('/assets/index-1a2b.js?v=1');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('/assets/index-1a2b.js', 'HEAD')).status).toBe(200);
    expect((await get('/index.html', 'POST')).status).toBe(405);
    expect((await get('/none.js')).status).toBe(404);
    expect((await get('/assets')).status).toBe(404);
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '//etc/passwd',
    '/C:/Windows/win.ini',
    '/index.html%00.js',
    '/.hidden',
    '/assets//index-1a2b.js',
    '/%E0%A4%A',
  ])('%s names nothing', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('no address at all names a file outside of the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2f',
      '%5c',
      '/',
      '\\',
      'assets',
      'a.js',
      '%00',
      ':',
      '~',
      'renderer-secret',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (text) => {
          const path = fileAt(folder, `/${text}`);
          if (path !== null) expect(relative(folder, path)).not.toMatch(/^\.\.|^$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the policy', () => {
  const directives = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((line) => {
      const [name = '', ...sources] = line.split(' ');
      return [name, sources];
    }),
  );

  test('lets scripts, connections and pages come from our own origin only', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
    for (const name of ['object-src', 'frame-src', 'base-uri', 'form-action', 'frame-ancestors'])
      expect(directives.get(name), name).toEqual(["'none'"]);
  });

  test('has no wildcard, no other origin and no code from text', () => {
    for (const [name, sources] of directives)
      for (const source of sources) {
        expect(source, name).toMatch(/^('none'|'self'|'unsafe-inline'|'wasm-unsafe-eval'|data:|blob:)$/);
        if (source === "'wasm-unsafe-eval'") expect(name).toBe('script-src');
        if (source === "'unsafe-inline'") expect(name).toBe('style-src');
      }
  });

  test('is on every answer', () => {
    for (const path of ['a.html', 'a.js', 'none', 'a.exe'])
      expect(pageHeaders(path)['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
  });
});

test.each([
  ['app://desk/index.html', true],
  ['app://desk/#/customers', true],
  ['app://desk.evil.com/', false],
  ['app://evil/index.html', false],
  ['app://desk:80/', false],
  ['https://desk/index.html', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['about:blank', false],
  ['', false],
])('%s is our own address: %s', (address, own) => {
  expect(isOwnAddress(address)).toBe(own);
});
