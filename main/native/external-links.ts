/** The longest number that is dialled anywhere has 15 digits; prefixes of a house exchange come on top. */
const CALL = /^tel:\+?[0-9*#-]{2,24}$/;
const MAIL = /^mailto:[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}$/;

/**
 * What may leave the application through the system: a number to call, a person to write to. No web addresses: a page
 * of ours never has a reason to open a browser, and one that was tricked must not.
 */
export const mayOpenExternally = (url: string): boolean => CALL.test(url) || MAIL.test(url);
