import type { SameKeys } from '../catalogue.ts';
import type { common as zh } from '../zh-CN/common.ts';

export const common: SameKeys<typeof zh> = {
  productName: 'ChannelDesk',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  save: 'Save',
  yuan: 'CNY',
  none: '—',
  notKept: 'Not saved: this machine could not write. Free some disk space and save again.',
};
