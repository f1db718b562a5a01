import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pageHeaders } from './page-headers.ts';

/**
 * The file that a page's address names: `/assets/a.js` → `<folder>/assets/a.js`. Only plain names: no empty or dotted
 * parts, no backslash, no colon, nothing encoded twice. So nothing outside of the folder has an address.
 * @returns null for an address that names no file
 */
export function fileAt(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const parts = (decoded === '/' ? '/index.html' : decoded).split('/').slice(1);
  if (parts.length === 0 || !parts.every((part) => /^[A-Za-z0-9_@-][A-Za-z0-9_@.-]*$/.test(part)))
    return null;
  const path = join(folder, ...parts);
  return path.startsWith(folder + sep) ? path : null;
}

/** Answers for the built renderer in `folder`. */
export async function servePageFile(folder: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405);
  const path = fileAt(folder, new URL(request.url).pathname);
  if (path === null) return refused(404);
  try {
    const bytes = await readFile(path);
    const body = request.method === 'HEAD' ? null : new Uint8Array(bytes);
    return new Response(body, { headers: pageHeaders(path) });
  } catch {
    return refused(404);
  }
}

const refused = (status: number): Response =>
  new Response('', { status, headers: pageHeaders('nothing.txt') });
