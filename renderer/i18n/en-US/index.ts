import { administration } from './administration.ts';
import type { SameKeys } from '../catalogue.ts';
import type { zhCN } from '../zh-CN/index.ts';
import { calls } from './calls.ts';
import { cabinets } from './cabinets.ts';
import { dictionary } from './dictionary.ts';
import { common } from './common.ts';
import { complaints } from './complaints.ts';
import { customers } from './customers.ts';
import { customer } from './customer.ts';
import { division } from './division.ts';
import { domain } from './domain.ts';
import { offers } from './offers.ts';
import { online } from './online.ts';
import { quality } from './quality.ts';
import { groups } from './groups.ts';
import { notices } from './notices.ts';
import { lists } from './lists.ts';
import { reassignment } from './reassignment.ts';
import { reminders } from './reminders.ts';
import { reports } from './reports.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { download, signIn } from './sign-in.ts';
import { storage } from './storage.ts';
import { sync } from './sync.ts';
import { territory } from './territory.ts';
import { ui } from './ui.ts';
import { workbench } from './workbench.ts';
import { workbook } from './workbook.ts';

export const enUS: SameKeys<typeof zhCN> = {
  administration,
  common,
  domain,
  ui,
  shell,
  signIn,
  download,
  storage,
  sync,
  settings,
  customers,
  customer,
  complaints,
  workbench,
  workbook,
  territory,
  division,
  groups,
  notices,
  reassignment,
  online,
  cabinets,
  dictionary,
  quality,
  reminders,
  reports,
  calls,
  lists,
  offers,
};
