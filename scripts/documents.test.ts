/** A reader who follows a link of the documents arrives at what it names. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const documents = globSync(['*.md', '{docs,deploy,shared}/**/*.md'], { cwd: root });

/** The anchor that a heading gets where Markdown is shown: letters of any script, figures, hyphens. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\-_ ]/gu, '')
    .replaceAll(' ', '-');
}

const headingsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

function brokenLinks(document: string): string[] {
  const file = join(root, document);
  return [...readFileSync(file, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : resolve(dirname(file), path);
      if (!existsSync(target) || relative(root, target).startsWith('..')) return true;
      return anchor !== undefined && target.endsWith('.md') && !headingsOf(target).includes(anchor);
    });
}

test.each(documents)('every link of %s leads somewhere', (document) => {
  expect(brokenLinks(document)).toEqual([]);
});

test('there are documents to look at', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'shared/sync/SPEC.md']));
});

test.each(['README.md', 'README.zh-CN.md'])(
  '%s and what it leads to name every setting of the server',
  (readme) => {
    const config = readFileSync(join(root, 'server/config.ts'), 'utf8');
    const [, schema = ''] = /^const environment = z\.object\(\{$(.*?)^\}\);$/ms.exec(config) ?? [];
    const settings = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name);
    expect(settings).toEqual(expect.arrayContaining(['PORT', 'LOG_LEVEL', 'TEST_CLOCK']));
    const text = [readme, 'docs/operating.md'].map((file) => readFileSync(join(root, file), 'utf8')).join();
    expect(settings.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  },
);
