import { z } from 'zod';

/** Where a link, a notification or a second start may lead. */
export const linkTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('customer'), customerCode: z.string().regex(/^KH\d{10}$/) }),
  z.strictObject({ kind: z.literal('reminders') }),
  z.strictObject({ kind: z.literal('requests') }),
]);
export type LinkTarget = z.infer<typeof linkTarget>;

export const LINK_SCHEME = 'channeldesk';

/**
 * Reads `channeldesk://customer/KH0000000001`, `channeldesk://reminders` and `channeldesk://requests`. Anybody on the
 * machine can make such a link, so it says where to look and nothing else: whatever is not exactly of this form is null.
 */
export function parseLink(text: string): LinkTarget | null {
  const match = /^channeldesk:\/\/(?:customer\/(KH\d{10})|(reminders|requests))\/?$/.exec(text);
  if (match === null) return null;
  const customerCode = match[1];
  if (customerCode !== undefined) return { kind: 'customer', customerCode };
  return { kind: match[2] === 'requests' ? 'requests' : 'reminders' };
}

/** The link in a command line, as the system passes it to a second start; the last one counts. */
export function linkInArguments(args: readonly string[]): LinkTarget | null {
  for (const argument of [...args].reverse()) {
    const target = parseLink(argument);
    if (target !== null) return target;
  }
  return null;
}
