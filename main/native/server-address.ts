/** Where a server may be: encrypted anywhere, plain only on this very machine. */
export type ServerAddress =
  { kind: 'address'; address: string } | { kind: 'refused'; reason: 'notAnAddress' | 'notEncrypted' };

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An address that answers over https, or on this very machine. */
export function isSafeAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)))
  );
}

/**
 * Makes the origin of what a person typed: `desk.example.com/` → `https://desk.example.com`. Passwords and refresh
 * tokens go to this address, so http is for loopback only, and an address with a user or a path is not taken for
 * one that it resembles.
 */
export function parseServerAddress(typed: string): ServerAddress {
  const text = typed.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${schemeFor(text)}://${text}`;
  const url = URL.parse(withScheme);
  const refused = { kind: 'refused', reason: 'notAnAddress' } as const;
  if (text === '' || url === null || url.hostname === '') return refused;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return refused;
  if (url.pathname !== '/') return refused;
  if (url.protocol === 'https:') return { kind: 'address', address: url.origin };
  if (url.protocol !== 'http:') return refused;
  if (!LOOPBACK.test(url.hostname)) return { kind: 'refused', reason: 'notEncrypted' };
  return { kind: 'address', address: url.origin };
}

/** `localhost:8420` without a scheme is somebody trying it out. */
const schemeFor = (text: string): string =>
  LOOPBACK.test(text.replace(/:\d+\/?$/, '').replace(/\/$/, '')) ? 'http' : 'https';
