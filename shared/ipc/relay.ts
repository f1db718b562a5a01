/** Requests to the server go through the desktop's own origin, below this path, with the server's name behind it. */
export const RELAY_PREFIX = '/~/';

/**
 * Where a page sends what is meant for a server: to the server itself where the page came from there (the browser
 * edition), else through the relay of the desktop. Sample: `/~/https%3A%2F%2Fdesk.example.com`.
 * @param ownOrigin the origin of the page
 */
export const serverRoute = (address: string, ownOrigin: string): string =>
  address === '' || address === ownOrigin ? address : `${RELAY_PREFIX}${encodeURIComponent(address)}`;
