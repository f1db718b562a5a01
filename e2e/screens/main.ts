import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { signIn, rowsOf } from '../support/server-view.ts';
import { createBackend, type Backend } from '../support/backend.ts';
import { ACCOUNT_MANAGER, DEMO_PASSWORD, NETWORK_ADMIN, SYSTEM_ADMIN, TEAM_LEAD } from '../support/people.ts';
import { createDesk } from '../support/desk.ts';

/**
 * `npm run screens`: pictures of every screen with the demo data, light and dark, in both languages, for README and
 * for looking at after a change. `npm run screens -- customers` takes those whose names hold the word.
 */
const FOLDER = resolve(import.meta.dirname, '../../docs/screens');
const wanted = process.argv[2] ?? '';

interface Screen {
  name: string;
  staffNo: string;
  open(page: Page, around: { lang: string; customerCode: string }): Promise<void>;
}

const go = async (page: Page, lang: string, path: string): Promise<void> => {
  await page.goto(`/?lang=${lang}#${path}`);
  await page.waitForTimeout(800);
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
};

const SCREENS: readonly Screen[] = [
  {
    name: 'workbench',
    staffNo: ACCOUNT_MANAGER.staffNo,
    open: (page, { lang }) => go(page, lang, '/workbench'),
  },
  {
    name: 'customers',
    staffNo: TEAM_LEAD.staffNo,
    open: async (page, { lang }) => {
      await go(page, lang, '/customers');
      await page.getByRole('tab').nth(1).click();
      for (const row of [1, 2, 4]) await page.getByRole('gridcell').getByRole('checkbox').nth(row).click();
    },
  },
  {
    name: 'customer',
    staffNo: TEAM_LEAD.staffNo,
    open: (page, { lang, customerCode }) => go(page, lang, `/customers/${customerCode}`),
  },
  {
    name: 'lists',
    staffNo: TEAM_LEAD.staffNo,
    open: (page, { lang }) => go(page, lang, '/lists?list=zeroCharge'),
  },
  {
    name: 'calls',
    staffNo: ACCOUNT_MANAGER.staffNo,
    open: async (page, { lang }) => {
      await go(page, lang, '/calls');
      await page.getByRole('main').getByRole('link').first().click();
      for (const key of ['Space', '2', 'w']) await page.keyboard.press(key);
    },
  },
  {
    name: 'day-plan',
    staffNo: ACCOUNT_MANAGER.staffNo,
    open: (page, { lang }) => go(page, lang, '/workbench/plan'),
  },
  {
    name: 'work-report',
    staffNo: ACCOUNT_MANAGER.staffNo,
    open: (page, { lang }) => go(page, lang, '/workbench/report'),
  },
  {
    name: 'reminders',
    staffNo: ACCOUNT_MANAGER.staffNo,
    open: (page, { lang }) => go(page, lang, '/reminders'),
  },
  {
    name: 'complaints',
    staffNo: TEAM_LEAD.staffNo,
    open: async (page, { lang }) => {
      await go(page, lang, '/complaints?show=all');
      await page.getByRole('row').nth(1).dblclick();
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'groups',
    staffNo: TEAM_LEAD.staffNo,
    open: async (page, { lang }) => {
      await go(page, lang, '/groups');
      await page.getByRole('row').nth(1).dblclick();
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'notices',
    staffNo: TEAM_LEAD.staffNo,
    open: async (page, { lang }) => {
      await go(page, lang, '/notices');
      await page.locator('main ul button').first().click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'palette',
    staffNo: ACCOUNT_MANAGER.staffNo,
    open: async (page, { lang }) => {
      await go(page, lang, '/workbench');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('>');
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'territory',
    staffNo: NETWORK_ADMIN.staffNo,
    open: (page, { lang }) => go(page, lang, '/territory'),
  },
  {
    name: 'division',
    staffNo: NETWORK_ADMIN.staffNo,
    open: (page, { lang }) => go(page, lang, '/division'),
  },
  {
    name: 'cabinets',
    staffNo: NETWORK_ADMIN.staffNo,
    open: (page, { lang }) => go(page, lang, '/cabinets'),
  },
  {
    name: 'quality',
    staffNo: NETWORK_ADMIN.staffNo,
    open: (page, { lang }) => go(page, lang, '/quality'),
  },
  {
    name: 'segments',
    staffNo: NETWORK_ADMIN.staffNo,
    open: (page, { lang }) => go(page, lang, '/quality?tab=segments'),
  },
  {
    name: 'approvals',
    staffNo: TEAM_LEAD.staffNo,
    open: (page, { lang }) => go(page, lang, '/requests'),
  },
  {
    name: 'reports',
    staffNo: TEAM_LEAD.staffNo,
    open: (page, { lang }) => go(page, lang, '/reports?before=2026-09'),
  },
  {
    name: 'installed-base',
    staffNo: TEAM_LEAD.staffNo,
    open: (page, { lang }) => go(page, lang, '/installed'),
  },
  {
    name: 'marketing-support',
    staffNo: TEAM_LEAD.staffNo,
    open: (page, { lang }) => go(page, lang, '/installed/support'),
  },
  {
    name: 'business',
    staffNo: TEAM_LEAD.staffNo,
    open: (page, { lang }) => go(page, lang, '/business'),
  },
  {
    name: 'reports-of-a-network',
    staffNo: NETWORK_ADMIN.staffNo,
    open: (page, { lang }) => go(page, lang, '/reports?report=coverage&rows=units'),
  },
  {
    name: 'settings',
    staffNo: ACCOUNT_MANAGER.staffNo,
    open: (page, { lang }) => go(page, lang, '/settings'),
  },
  // Last: its panel stays open.
  {
    name: 'sync',
    staffNo: ACCOUNT_MANAGER.staffNo,
    open: async (page, { lang }) => {
      await go(page, lang, '/workbench');
      await page.locator('header button').first().click();
      await page.waitForTimeout(500);
    },
  },
];

const ADMINISTRATION: readonly Screen[] = [
  'people',
  'units',
  'roles',
  'menus',
  'devices',
  'feeds',
  'dictionary',
  'audit',
].map((tab) => ({
  name: `administration-${tab}`,
  staffNo: SYSTEM_ADMIN.staffNo,
  open: (page, { lang }) => go(page, lang, `/administration?tab=${tab}`),
}));

const ALL_SCREENS = [...SCREENS, ...ADMINISTRATION];

const LOOKS = [
  { suffix: 'light', scheme: 'light', lang: 'zh-CN' },
  { suffix: 'dark', scheme: 'dark', lang: 'zh-CN' },
  { suffix: 'light-en', scheme: 'light', lang: 'en-US' },
  { suffix: 'dark-en', scheme: 'dark', lang: 'en-US' },
] as const;

await mkdir(FOLDER, { recursive: true });
const backend = await createBackend();
try {
  await backend.start();
  await backend.run('demo');
  await picture('sign-in', backend);
  for (const staffNo of new Set(ALL_SCREENS.map((screen) => screen.staffNo))) await takePerson(staffNo);
} finally {
  await backend.dispose();
}

/** One person signs in once; his screens follow in every look. */
async function takePerson(staffNo: string): Promise<void> {
  const screens = ALL_SCREENS.filter((screen) => screen.staffNo === staffNo && screen.name.includes(wanted));
  if (screens.length === 0) return;
  const session = await signIn(backend.address, staffNo, DEMO_PASSWORD);
  const balances = await rowsOf(backend.address, session, 'balance');
  const customerCode = balances.find((balance) => balance.arrears.length > 0)?.customerCode ?? '';
  const { desk, close } = await createDesk(backend.address);
  try {
    await desk.page.goto('/?lang=zh-CN');
    await desk.page.getByLabel('工号').fill(staffNo);
    await desk.page.getByLabel('口令', { exact: true }).fill(DEMO_PASSWORD);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText(/已核对一致/).waitFor({ timeout: 60_000 });
    for (const look of LOOKS) {
      await desk.page.emulateMedia({ colorScheme: look.scheme });
      await desk.page.goto(`/?lang=${look.lang}`);
      await desk.page.getByRole('main').waitFor();
      for (const screen of screens) {
        await screen.open(desk.page, { lang: look.lang, customerCode });
        await desk.page.screenshot({ path: join(FOLDER, `${screen.name}-${look.suffix}.png`) });
        console.log(`${screen.name}-${look.suffix}.png`);
      }
    }
  } finally {
    await close();
  }
}

async function picture(name: string, of: Backend): Promise<void> {
  if (!name.includes(wanted)) return;
  const { desk, close } = await createDesk(of.address);
  try {
    for (const look of LOOKS) {
      await desk.page.emulateMedia({ colorScheme: look.scheme });
      await desk.page.goto(`/?lang=${look.lang}`);
      await desk.page.locator('input').first().waitFor();
      await desk.page.waitForTimeout(500);
      await desk.page.screenshot({ path: join(FOLDER, `${name}-${look.suffix}.png`) });
      console.log(`${name}-${look.suffix}.png`);
    }
  } finally {
    await close();
  }
}
