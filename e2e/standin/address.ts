/**
 * Stock Chromium cannot open `app://desk/...`. Its pages lie at `https://desk.app.electron.test/...` here, which is a
 * secure context with an origin of its own as well; nothing of that address reaches a network.
 */
const SUFFIX = 'electron.test';

const schemes = new Set<string>();

/** @param scheme one that the application answers for. Sample: `app` */
export const registerScheme = (scheme: string): unknown => schemes.add(scheme);

/** What Chromium is given. */
export function toChromium(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  return schemes.has(scheme.toLowerCase()) ? `https://${host}.${scheme}.${SUFFIX}${rest || '/'}` : address;
}

/** What the application is told. */
export function toElectron(address: string): string {
  const match = /^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.electron\.test(?=[/?#]|$)(.*)$/i.exec(address);
  const [, host = '', scheme = '', rest = ''] = match ?? [];
  return schemes.has(scheme) ? `${scheme}://${host}${rest}` : address;
}

/** The scheme that an address of Chromium's stands for; null for the rest of the world. */
export function schemeOf(address: string): string | null {
  const [scheme = ''] = toElectron(address).split('://', 1);
  return schemes.has(scheme) ? scheme : null;
}

/** All that Chromium asks below these has an answer from the application. */
export const INTERCEPTED = `https://*.${SUFFIX}/*`;
