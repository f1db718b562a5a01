import type { SameKeys } from '../catalogue.ts';
import type { online as zh } from '../zh-CN/online.ts';

export const online: SameKeys<typeof zh> = {
  offline: 'Offline: this can be seen and changed only with the server.',
  busy: 'The server is busy, please try again later.',
  tooFast_one: 'Too many requests; try again in {{count}} second. Nothing was changed.',
  tooFast_other: 'Too many requests; try again in {{count}} seconds. Nothing was changed.',
  E_SCOPE: 'This is not in your scope.',
  E_PERMISSION: 'You may not do this.',
  E_NOT_FOUND: 'Not found; somebody else may have changed it.',
  E_REQUEST: 'Not valid: please check what you entered.',
  other: 'This did not work ({{code}}).',
};
