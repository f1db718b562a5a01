import { expect, test as base, type Page } from '@playwright/test';
import { openDatabase } from '../server/postgres/database.ts';
import { createBackend, type Backend } from './support/backend.ts';
import { createDesk } from './support/desk.ts';
import { DEMO_PASSWORD, NETWORK_ADMIN } from './support/people.ts';
import { DEMO_MONTH } from './support/test.ts';
import { CustomersPage } from './pages/customers.ts';
import { SignInPage } from './pages/sign-in.ts';

/** His network has more customers than this, each community of it fewer. */
const MOST_CUSTOMERS = 60;

const test = base.extend<{ page: Page }, { backend: Backend }>({
  backend: [
    async ({}, use) => {
      const backend = await createBackend({
        TEST_ENVIRONMENT: '1',
        TEST_MOST_CUSTOMERS: String(MOST_CUSTOMERS),
      });
      await backend.start();
      await backend.run('demo', '--customers', '600', '--month', DEMO_MONTH, '--spread', 'region');
      await use(backend);
      await backend.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  page: async ({ backend }, use) => {
    const { desk, close } = await createDesk(backend.address);
    await use(desk.page);
    await close();
  },
});

interface Sums {
  customers: number;
  live: number;
  arrears: number;
  revenue: number;
  community: string;
  communityCustomers: number;
  parent: string;
}

/** What the store says of the network, and of its largest community, counted in SQL. */
async function askStore(backend: Backend): Promise<Sums> {
  const database = await openDatabase({ databaseUrl: null, dataDir: backend.dataDir, postgresHome: null });
  try {
    const { rows } = await database.pool.query<Sums>(
      `with network as (
         select r.unit_code from staff_role r join staff s using (staff_id) where s.staff_no = $1 limit 1
       ), mine as (
         select c.*, u.name as community_name, p.name as parent_name from customer c
         join org_unit u on u.unit_code = c.community_code
         join org_unit p on p.unit_code = u.parent_code, network n
         where c.closed_on is null and u.path @> array[n.unit_code]
       ), lines as (
         select s.* from subscription s join mine using (customer_code)
       ), largest as (
         select community_name as name, parent_name, count(*) as n from mine
         where parent_name <> community_name group by 1, 2 having count(*) <= $2 order by 3 desc, 1 limit 1
       )
       select (select count(*) from mine) as customers,
         (select count(distinct customer_code) from lines
           where status <> 'TERMINATED' and missing_since is null) as live,
         (select coalesce(sum(amount), 0)::bigint from arrears join lines using (subscription_id)) as arrears,
         (select sum(f.total)::bigint from fee f join lines using (subscription_id)
           where f.month = (select as_of from feed_freshness where kind = 'bi_fees')) as revenue,
         (select name from largest) as community, (select n from largest) as "communityCustomers",
         (select parent_name from largest) as parent`,
      [NETWORK_ADMIN.staffNo, MOST_CUSTOMERS],
    );
    return rows[0]!;
  } finally {
    await database.close();
  }
}

const yuan = (fen: number): string =>
  `${Math.floor(fen / 100).toLocaleString('en-US')}.${String(fen % 100).padStart(2, '0')}`;

test('a leader sees what the store says of his network, opens a community and closes it', async ({
  page,
  backend,
}) => {
  test.setTimeout(180_000);
  const sums = await askStore(backend);
  expect(sums.customers).toBeGreaterThan(MOST_CUSTOMERS);
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.submit(NETWORK_ADMIN.staffNo, DEMO_PASSWORD);
  await expect(page.getByText(/已核对一致/)).toBeVisible({ timeout: 60_000 });

  // He begins with roll-ups, without a customer on the device.
  await expect(page.getByRole('heading', { name: '辖区汇总' })).toBeVisible();
  const strip = page.getByRole('region', { name: '五项指标' });
  await expect(strip).toContainText(sums.live.toLocaleString('en-US'));
  await expect(strip).toContainText(yuan(sums.revenue));
  await expect(strip).toContainText(yuan(sums.arrears));

  // A figure says that its customers are not here.
  await strip.getByRole('button', { name: /欠费/ }).first().click();
  const dialog = page.getByRole('dialog', { name: '这些客户不在本机' });
  await expect(dialog).toContainText(`${sums.customers.toLocaleString('en-US')} 户客户没有下载`);
  await dialog.getByRole('button', { name: '关闭', exact: true }).last().click();
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  await expect(page.getByText('没有打开的社区')).toBeVisible();
  await page.getByRole('link', { name: '去辖区汇总' }).click();

  // Down to the community, which he opens.
  await page.getByLabel('看哪个单位').fill(sums.parent);
  await page.locator('.ant-select-tree-title', { hasText: sums.parent }).first().click();
  await page
    .getByRole('button', { name: `看 ${sums.community}` })
    .or(page.getByTitle(`看 ${sums.community}`))
    .first()
    .click();
  await expect(page.getByText(`这个社区的 ${sums.communityCustomers} 户客户不在这台电脑上`)).toBeVisible();
  await page.getByRole('button', { name: '打开这个社区' }).click();
  await page.getByRole('button', { name: `查看 ${sums.communityCustomers} 户` }).click({ timeout: 30_000 });
  const list = new CustomersPage(page);
  expect(await list.total()).toBe(sums.communityCustomers);

  // It is there after a restart, and goes when he closes it.
  await page.reload();
  await expect(list.rows.first()).toBeVisible({ timeout: 30_000 });
  expect(await list.total()).toBe(sums.communityCustomers);
  await page.getByRole('menuitem', { name: '客户列单' }).click();
  await expect(page.getByText('列单只算已打开的 1 个社区')).toBeVisible();
  await page.getByRole('button', { name: '选择社区' }).click();
  await page.getByRole('button', { name: '已打开社区 1' }).click();
  await page.getByRole('list', { name: '已打开社区' }).getByRole('button', { name: '关闭' }).click();
  await expect(page.getByRole('button', { name: '已打开社区 0' })).toBeVisible();
  await page.getByRole('menuitem', { name: '客户查询' }).click();
  await expect(page.getByText('没有打开的社区')).toBeVisible({ timeout: 30_000 });
});
