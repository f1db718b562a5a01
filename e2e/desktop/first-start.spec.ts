import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../support/desktop.ts';
import { signInHere } from './sign-in-here.ts';

test('a new machine asks for its server, takes none that is not ChannelDesk, and keeps the one that is', async ({
  machine,
  backend,
}) => {
  const page = await machine.start();
  const address = page.getByLabel('服务器地址');
  const connect = page.getByRole('button', { name: '连接' });
  await expect(page.getByRole('heading', { name: '服务器' })).toBeVisible();

  await address.fill('http://desk.example.com');
  await connect.click();
  await expect(page.getByRole('alert')).toContainText('要以 https:// 开头');

  await address.fill('http://localhost:9');
  await connect.click();
  await expect(page.getByRole('alert')).toContainText('连不上这个地址');
  await expect(address).toHaveValue('http://localhost:9');

  const portal = createServer((_request, response) => response.end('<h1>Welcome to our hotel</h1>'));
  portal.listen(0, '127.0.0.1');
  await once(portal, 'listening');
  await address.fill(`http://127.0.0.1:${(portal.address() as AddressInfo).port}`);
  await connect.click();
  await expect(page.getByRole('alert')).toContainText('不是渠道营销支撑服务器');
  portal.close();

  await address.fill(backend.address);
  await connect.click();
  await signInHere(page);

  const kept = JSON.parse(await readFile(join(machine.folder, 'settings.json'), 'utf8')) as {
    serverAddress: string;
  };
  expect(kept.serverAddress).toBe(backend.address);
  // Nobody is asked again, not even with another proposal at hand.
  const again = await machine.restart({ server: 'http://localhost:9' });
  await expect(again.getByRole('heading', { name: '服务器' })).toBeHidden();
  await expect(again.getByText(/已核对一致/)).toBeVisible({ timeout: 30_000 });
});
