import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { ApiError } from '../api-error.ts';
import type { App } from './zod-types.ts';

/** Paths that belong to the API, so that an unknown one is an error and never a page. */
const API = /^(auth|sync|server|admin|openapi\.json|healthz)(\/|$)/;

/** Files whose names carry a hash of their content. */
const HASHED = /^assets\//;

/**
 * The built renderer at `/`: files as they are, and its one page for every other address that a person opens.
 * It needs what browsers give to HTTPS and localhost only (service worker, Web Locks, crypto.subtle), so over
 * plain HTTP from elsewhere there is one page that says so.
 */
export async function useBrowserEdition(app: App, options: { rendererDir: string }): Promise<void> {
  const { rendererDir } = options;
  await app.register(fastifyStatic, { root: rendererDir, serve: false, dotfiles: 'deny' });

  app.get(
    '/*',
    // Files of the page: a thousand laptops fetch a new version at once.
    { config: { access: { kind: 'public' }, weight: 0 }, schema: { hide: true } },
    async (request: FastifyRequest, reply) => {
      const path = normalize((request.params as { '*': string })['*']);
      if (API.test(path) || path.startsWith('..') || path.includes('\0')) throw notFound();
      const page = path === '.' || isNavigation(request);
      if (!isSecureContext(request)) {
        if (page) return sendPage(reply, 403, INSECURE_PAGE);
        throw notFound();
      }
      if (path !== '.' && (await isFile(join(rendererDir, path)))) return sendAsset(reply, path);
      if (!page || extname(path) !== '') throw notFound();
      if (await isFile(join(rendererDir, 'index.html'))) return sendAsset(reply, 'index.html');
      return sendPage(reply, 503, NOT_BUILT_PAGE);
    },
  );
}

const notFound = (): ApiError => new ApiError(404, 'E_NOT_FOUND', 'there is nothing at this address');

function sendAsset(reply: FastifyReply, path: string): FastifyReply {
  const forever = HASHED.test(path);
  return reply
    .header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    .sendFile(path, { cacheControl: false });
}

const sendPage = (reply: FastifyReply, status: number, html: string): FastifyReply =>
  reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);

const isNavigation = (request: FastifyRequest): boolean =>
  request.headers.accept?.includes('text/html') ?? false;

/** As browsers decide: encrypted, or never leaving the machine. */
function isSecureContext(request: FastifyRequest): boolean {
  if (request.protocol === 'https') return true;
  const name = request.hostname.replace(/^\[(.*)\]$/, '$1');
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
  );
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ?? false;
}

const page = (title: string, chinese: string, english: string): string => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ChannelDesk</title>
<style>
  body { font: 16px/1.7 system-ui, sans-serif; max-width: 34em; margin: 15vh auto; padding: 0 1.5em; color: #1f2329 }
  h1 { font-size: 1.4em } p + p { color: #646a73 }
</style>
<h1>${title}</h1>
<p>${chinese}</p>
<p lang="en">${english}</p>
</html>
`;

const INSECURE_PAGE = page(
  '请使用 HTTPS 访问渠道营销支撑客户端',
  '客户端在本机保存客户资料并可离线使用，浏览器只在 HTTPS 或 localhost 下提供所需功能。请向管理员索取 https:// 开头的地址。',
  'ChannelDesk keeps customers on this machine and works offline. Browsers allow that over HTTPS or on localhost only: ask your administrator for the address that begins with https://.',
);

const NOT_BUILT_PAGE = page(
  '界面尚未构建',
  '服务器正在运行，但还没有浏览器版界面。请在服务器上执行 npm run build，然后刷新本页。',
  'The server runs, but its browser edition has not been built: run npm run build on the server, then reload this page.',
);
