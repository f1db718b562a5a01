/** The longest number that is dialled anywhere has 15 digits; prefixes of a house exchange come on top. */
const CALL = /^tel:\+?[0-9*#-]{2,24}$/;
const MAIL = /^mailto:[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}$/;

/**
 * What the page may send out through the system by its own will: a number to call, a person to write to. Web addresses
 * are the server's to name (`menu-links.ts`): a page that was tricked must not open a browser.
 */
export const mayOpenExternally = (url: string): boolean => CALL.test(url) || MAIL.test(url);
