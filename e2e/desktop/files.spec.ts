import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as XLSX from 'xlsx';
import { expect, test } from '../support/desktop.ts';
import { startAtCustomers } from './sign-in-here.ts';

test('an export goes where the save dialog says, and nowhere when it is cancelled', async ({
  machine,
  backend,
}) => {
  const list = await startAtCustomers(machine, backend);
  const { page } = list;
  const total = await list.total();
  const path = join(machine.folder, '列单.xlsx');
  await machine.dialogs.answer({ save: [null, path] });

  await page.getByRole('button', { name: /导出$/ }).click();
  await expect(page.getByText('已取消导出，没有留下文件')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: /导出$/ }).click();
  await expect(page.getByText(new RegExp(`已导出 ${total} 户`))).toBeVisible({ timeout: 30_000 });

  const book = XLSX.read(await readFile(path));
  expect(XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''] ?? {})).toHaveLength(total);
  const asked = await machine.dialogs.asked();
  expect(asked.map(({ kind }) => kind)).toEqual(['save', 'save']);
  expect(asked[0]?.options.defaultPath).toMatch(/客户列单_.+_\d{8}-\d{4}\.xlsx$/);
});

test('a place that cannot be written is told at once, nothing is lost, and another place is asked for', async ({
  machine,
  backend,
}) => {
  const { page } = await startAtCustomers(machine, backend);
  // A stick that was pulled out, a name that is a folder now, then a file that is there already.
  const gone = join(machine.folder, 'stick', '列单.xlsx');
  const taken = join(machine.folder, 'Chosen.xlsx');
  await writeFile(taken, 'what was there before');
  await machine.dialogs.answer({ save: [gone, taken], message: [0] });

  await page.getByRole('button', { name: /导出$/ }).click();
  await expect(page.getByText(/已导出 \d+ 户/)).toBeVisible({ timeout: 30_000 });
  const asked = await machine.dialogs.asked();
  expect(asked.map(({ kind }) => kind)).toEqual(['save', 'message', 'save']);
  expect(asked[1]?.options).toMatchObject({
    message: '“列单.xlsx”没有存下来',
    detail: '这个文件夹已不在，或名称太长。内容还在，换一个位置就能存。',
    buttons: ['换个位置', '取消'],
  });
  expect(XLSX.read(await readFile(taken)).SheetNames).toContain('说明');
  expect((await readdir(machine.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('giving up after a place that cannot be written leaves neither a file nor half of one', async ({
  machine,
  backend,
}) => {
  const { page } = await startAtCustomers(machine, backend);
  const before = await readdir(machine.folder);
  await machine.dialogs.answer({ save: [join(machine.folder, 'stick', '列单.xlsx')], message: [1] });
  await page.getByRole('button', { name: /导出$/ }).click();
  await expect(page.getByText('已取消导出，没有留下文件')).toBeVisible({ timeout: 30_000 });
  expect((await readdir(machine.folder)).filter((name) => /xlsx|part/.test(name))).toEqual(
    before.filter((name) => /xlsx|part/.test(name)),
  );
});
