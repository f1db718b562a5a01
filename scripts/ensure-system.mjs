/** What the tests need from the machine beside Node; on Debian, as root, missing parts are installed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findBrowser } from './find-browser.mjs';

/** @param {string} name */
function onPath(name) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const { stdout } = spawnSync('fc-list', [':lang=zh', 'file'], { encoding: 'utf8' });
  return (stdout ?? '').trim() !== '';
}

const PARTS = [
  {
    name: 'Chromium',
    debian: 'chromium',
    isThere: () => findBrowser() !== undefined,
    without: 'the e2e step fails; install Chromium or Chrome, or name one in CHROMIUM_PATH',
  },
  {
    name: 'a Chinese font',
    debian: 'fonts-noto-cjk',
    isThere: hasChineseFont,
    without: 'screenshots show boxes for Chinese text; install Noto Sans CJK',
  },
  {
    name: 'LibreOffice Calc',
    debian: 'libreoffice-calc-nogui',
    isThere: () => onPath('soffice') || onPath('libreoffice') || onPath('soffice.exe'),
    without:
      'the tests that open workbooks with LibreOffice fail; install LibreOffice so that soffice is on PATH',
  },
];

/** Installs what it may, and says in one line each what is still missing and what follows from that. */
export function ensureSystem() {
  const missing = PARTS.filter((part) => !part.isThere());
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    const packages = missing.map((part) => part.debian);
    console.log(`installing ${packages.join(', ')} ...`);
    /** @param {string[]} args */
    const apt = (...args) =>
      spawnSync('apt-get', ['-q', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update');
    // One by one: a part that cannot be had must not keep the others away.
    for (const name of packages) apt('install', '-y', '--no-install-recommends', name);
  }
  for (const part of missing.filter((each) => !each.isThere())) {
    console.log(`${part.name} is missing: ${part.without}`);
  }
}
