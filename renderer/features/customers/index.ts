export { useAccess } from './access.ts';
export type { Access } from './access.ts';
export { CustomerPage } from './customer/customer-page.tsx';
export { NOTE_ASKED } from './customer/note-asked.ts';
export { CustomersPage } from './list/customers-page.tsx';
export { customerPath, customersPath } from './list/list-query.ts';
export { useHomeListPath, useViewCommands } from './list/view-commands.ts';
export { usePersonalSetting } from './personal-setting.ts';
