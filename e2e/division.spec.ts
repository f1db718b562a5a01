import {
  type ApplyResponse,
  periodCustomersResponse,
  type SheetResponse,
  sheetResponse,
} from '../shared/api/division.ts';
import type { SessionResponse } from '../shared/api/auth.ts';
import { DivisionPage } from './pages/division.ts';
import { SignInPage } from './pages/sign-in.ts';
import { createBackend, type Backend } from './support/backend.ts';
import { createDesk } from './support/desk.ts';
import { DEMO_PASSWORD, NETWORK_ADMIN, REGION_ADMIN } from './support/people.ts';
import { signIn } from './support/server-view.ts';
import { DEMO_MONTH, expect, test } from './support/test.ts';

/** Twelve days and thirteen hours before the window of the month closes. */
const IN_WINDOW = '2026-11-21T10:42:00+08:00';
const AFTER_CLOSE = '2026-12-05T09:00:00+08:00';
/** Confirms for the business customers of the first centre. */
const BUSINESS_ADMIN = '610029';

test.setTimeout(240_000);

async function withBackend(testClock: string, work: (backend: Backend) => Promise<void>): Promise<void> {
  const backend = await createBackend({ TEST_ENVIRONMENT: '1', TEST_CLOCK: testClock });
  try {
    await backend.start();
    await backend.run('demo', '--customers', '600', '--month', DEMO_MONTH);
    await work(backend);
  } finally {
    await backend.dispose();
  }
}

test('a month is exported, filled in, checked, written as far as it is good, and undone', async () => {
  await withBackend(IN_WINDOW, async (backend) => {
    const { desk, close } = await createDesk(backend.address);
    try {
      const { page } = desk;
      await new SignInPage(page).enter(NETWORK_ADMIN.staffNo, DEMO_PASSWORD);
      const division = new DivisionPage(page);
      await division.open();
      const admin = await signIn(backend.address, NETWORK_ADMIN.staffNo, DEMO_PASSWORD);
      const before = await customersOf(backend, admin);
      const pooled = before.filter((row) => row.in_pool);
      expect(pooled.length).toBeGreaterThan(1);

      // What the screen counts is what the server has, and its lines add up.
      await expect(division.countdown).toContainText('12 天 13 小时');
      await expect(page.getByText(`${pooled.length} 户将锁定一年`)).toBeVisible();
      const sum = await division.centre('合计');
      expect(sum.slice(1, 4)).toEqual(
        [before.length, before.length - pooled.length, pooled.length].map(String),
      );

      // Out it goes.
      const sheet = await division.export();
      expect(sheet.name).toBe(`青禾市电信分公司_${DEMO_MONTH}_划分.xlsx`);
      expect(sheet.rows.slice(1).map((row) => row[0])).toEqual(before.map((row) => row.customer_code));

      // One out of its pool, one to another channel's pool, one to no community, one that somebody moves meanwhile.
      const [fromPool, toBusiness] = pooled;
      const [wrong, contested] = before.filter(
        (row) => !row.in_pool && row.billing_area === fromPool!.billing_area,
      );
      const targets = (await makeSheet(backend, admin)).targets;
      const near = targets.filter((one) => !one.is_pool && one.community_code.startsWith('LJ-QH-01-GZ'));
      const [first, second, third] = near.filter((one) => one.community_code !== contested!.community_code);
      const businessPool = targets.find(
        (one) => one.is_pool && one.billing_area === toBusiness!.billing_area && one.name.includes('商业'),
      )!;
      sheet.write(fromPool!.customer_code, 'community', first!.name);
      sheet.write(toBusiness!.customer_code, 'community', businessPool.name);
      sheet.write(toBusiness!.customer_code, 'segment', '商业');
      sheet.write(wrong!.customer_code, 'community', '渡东片9社区');
      sheet.write(contested!.customer_code, 'community', second!.name);
      const region = await signIn(backend.address, REGION_ADMIN.staffNo, DEMO_PASSWORD);
      await moveByAnother(backend, region, contested!.customer_code, third!.name);

      // The dry run: rejected rows first, each with its reason; nothing is written.
      await division.import(sheet.file());
      await expect(page.getByText(new RegExp(`${before.length} 行 · 还没有写入`))).toBeVisible();
      expect(await division.sums()).toBe(`可接受 2 · 无变化 ${before.length - 4} · 拒绝 2`);
      expect((await division.checkedCells(wrong!.customer_code)).slice(6)).toEqual([
        '拒绝',
        expect.stringContaining('没有这个社区，相近的有渡东片'),
      ]);
      expect((await division.checkedCells(fromPool!.customer_code)).slice(6)).toEqual([
        '可接受',
        '离开未分配社区',
      ]);
      const table = page.getByRole('table', { name: '导入预检' });
      expect(await table.getByRole('row').nth(1).innerText()).toContain('拒绝');
      expect(await placesOf(backend, admin)).toEqual(
        new Map(before.map((row) => [row.customer_code, row.community_code])).set(
          contested!.customer_code,
          third!.community_code,
        ),
      );
      await page.screenshot({ path: test.info().outputPath('dry-run.png') });

      // Three sides of the row that was moved meanwhile; the sheet's is chosen.
      const difference = page
        .getByRole('table')
        .filter({ has: page.getByText(`现在 · ${REGION_ADMIN.name}`) })
        .last();
      await expect(difference).toContainText(third!.name);
      await expect(difference).toContainText(second!.name);
      await page.getByRole('button', { name: '以表中为准' }).click();
      expect(await division.sums()).toBe(`可接受 3 · 无变化 ${before.length - 4} · 拒绝 1`);

      await page.getByRole('button', { name: '写入可接受的 3 行' }).click();
      await expect(page.getByText(/已写入 3 户/)).toBeVisible();
      const after = await placesOf(backend, admin);
      expect(after.get(fromPool!.customer_code)).toBe(first!.community_code);
      expect(after.get(toBusiness!.customer_code)).toBe(businessPool.community_code);
      expect(after.get(contested!.customer_code)).toBe(second!.community_code);
      expect(after.get(wrong!.customer_code)).toBe(wrong!.community_code);

      // The same workbook comes back with what became of each row.
      const result = await division.downloadResult();
      expect(result.rows[0]!.slice(-2)).toEqual(['结果', '原因']);
      const resultOf = (code: string) => result.rows[result.lineOf(code) - 1]!.slice(-2);
      expect(resultOf(fromPool!.customer_code)).toEqual(['已写入', '离开未分配社区']);
      expect(resultOf(wrong!.customer_code)[0]).toBe('拒绝');
      expect(resultOf(contested!.customer_code)).toEqual(['已写入', '您选了以表中为准']);
      await page.getByRole('button', { name: '完成' }).click();

      // The move has reached this machine's own customers.
      const customerPage = (code: string) => page.goto(`/#/customers/${code}`);
      await customerPage(fromPool!.customer_code);
      await expect(page.getByRole('main')).toContainText(first!.name, { timeout: 30_000 });
      await expect(page.getByRole('main')).toContainText('月度客户划分');

      // Undone as a whole, after asking with the number.
      await division.open();
      await division.undo(sheet.name, 3);
      expect((await placesOf(backend, admin)).get(fromPool!.customer_code)).toBe(fromPool!.community_code);
      await customerPage(fromPool!.customer_code);
      await expect(page.getByRole('main')).toContainText(fromPool!.community_name, { timeout: 30_000 });
    } finally {
      await close();
    }
  });
});

test('a file that is no division sheet is refused in words; a department confirms and takes it back', async () => {
  await withBackend(IN_WINDOW, async (backend) => {
    await backend.run('admin', 'set-password', BUSINESS_ADMIN, DEMO_PASSWORD);
    const { desk, close } = await createDesk(backend.address);
    try {
      const { page } = desk;
      await new SignInPage(page).enter(BUSINESS_ADMIN, DEMO_PASSWORD);
      const division = new DivisionPage(page);
      await division.open();
      const first = division.panel('各中心进度').getByRole('row').filter({ hasText: '东渡中心' });
      await first.getByRole('button', { name: /^确认/ }).click();
      await expect(first.getByRole('button', { name: /^撤回/ })).toBeVisible();
      await expect(first).toContainText('11-21');
      await first.getByRole('button', { name: /^撤回/ }).click();
      await expect(first.getByRole('button', { name: /^确认/ })).toBeVisible();

      const csv = {
        name: '划分.xlsx',
        mimeType: 'text/csv',
        buffer: Buffer.from('客户编码,社区\nKH1,渡东片1社区\n'),
      };
      await division.import(csv);
      const refusal = page.getByRole('alert').filter({ hasText: '没有导入 划分.xlsx' });
      await expect(refusal).toContainText('这不是 Excel 工作簿');
      await expect(refusal).toContainText('什么都没有改');
      await page.getByRole('button', { name: '放弃' }).click();
      await expect(refusal).toBeHidden();
    } finally {
      await close();
    }
  });
});

test('after the close the locked customers are shown, and a lock is lifted with a reason; offline says so', async () => {
  await withBackend(AFTER_CLOSE, async (backend) => {
    // The period closes by itself when a server begins its work.
    await backend.stop();
    await backend.start();
    const { desk, close } = await createDesk(backend.address);
    try {
      const { page } = desk;
      await new SignInPage(page).enter(REGION_ADMIN.staffNo, DEMO_PASSWORD);
      const division = new DivisionPage(page);
      await division.open();
      await expect(division.countdown).toContainText('2026-12-03 24:00 关窗');
      const admin = await signIn(backend.address, REGION_ADMIN.staffNo, DEMO_PASSWORD);
      const locked = (await customersOf(backend, admin)).filter((row) => row.locked_until !== null);
      expect(locked.length).toBeGreaterThan(0);
      expect(locked[0]!.locked_until).toBe('2027-12-03');
      await expect(page.getByText(`关窗时锁定 ${locked.length} 户`)).toBeVisible();

      const list = division.panel('新客户');
      await list.getByText(`已锁定 ${locked.length}`).click();
      await list.getByRole('row').filter({ hasText: locked[0]!.customer_code }).getByRole('checkbox').click();
      await list.getByRole('button', { name: '解除锁定 1 户' }).click();
      const asked = page.getByRole('dialog').filter({ hasText: '解除 1 户的锁定？' });
      await asked.getByRole('button', { name: '解除 1 户' }).click();
      await expect(asked).toContainText('写明原因');
      await asked.getByLabel('原因').fill('客户搬迁，需转片区');
      await asked.getByRole('button', { name: '解除 1 户' }).click();
      await expect(asked).toBeHidden();
      await expect(list.getByText(`已锁定 ${locked.length - 1}`)).toBeVisible();

      await backend.stop();
      await page.getByRole('combobox', { name: '划分月份' }).press('ArrowDown');
      await page.getByTitle('2026-12', { exact: true }).click();
      await expect(page.getByRole('alert').filter({ hasText: '这个画面要连服务器' })).toBeVisible();
      await page.getByRole('combobox', { name: '划分月份' }).press('ArrowDown');
      await page.getByTitle('2026-11', { exact: true }).last().click();
      await expect(page.getByText(/下面是 \d\d:\d\d 读到的/)).toBeVisible();
      await expect(division.panel('新客户')).toContainText(locked[0]!.customer_code);
      await backend.start();
      await expect(page.getByText(/下面是 \d\d:\d\d 读到的/)).toBeHidden({ timeout: 90_000 });
    } finally {
      await close();
    }
  });
});

async function ask(backend: Backend, session: SessionResponse, method: string, path: string, body?: unknown) {
  const response = await fetch(`${backend.address}/division/v1/periods/${DEMO_MONTH}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${session.access_token}`,
      'sync-protocol': '1',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as unknown;
}

const customersOf = async (backend: Backend, session: SessionResponse) =>
  periodCustomersResponse.parse(await ask(backend, session, 'GET', '/customers')).customers;

const placesOf = async (backend: Backend, session: SessionResponse): Promise<Map<string, string>> =>
  new Map((await customersOf(backend, session)).map((row) => [row.customer_code, row.community_code]));

const makeSheet = async (backend: Backend, session: SessionResponse): Promise<SheetResponse> =>
  sheetResponse.parse(await ask(backend, session, 'POST', '/sheet'));

/** Somebody else, on another machine, moves one customer by a sheet of his own. */
async function moveByAnother(
  backend: Backend,
  session: SessionResponse,
  customerCode: string,
  community: string,
): Promise<void> {
  const { rows } = await makeSheet(backend, session);
  const at = rows.findIndex((row) => row.customer_code === customerCode);
  const row = rows[at]!;
  const applied = (await ask(backend, session, 'POST', '/apply', {
    file_name: 'region.xlsx',
    take: 'ALL',
    rows: [
      {
        line: at + 2,
        row_key: row.row_key,
        version: row.version,
        customer_code: customerCode,
        community,
        segment: '',
      },
    ],
  })) as ApplyResponse;
  if (applied.accepted !== 1)
    throw new Error(`the other's move was not taken: ${JSON.stringify(applied.rows)}`);
}
