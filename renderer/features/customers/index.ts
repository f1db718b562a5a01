export { rolesOn, useAccess } from './access.ts';
export type { Access } from './access.ts';
export { colleaguesFor } from './colleagues.ts';
export { DECISION_ROLES } from './customer/contact-edit.ts';
export { CustomerPage } from './customer/customer-page.tsx';
export {
  agreementsByUrgency,
  arrearsFigures,
  isLive,
  nextStepOf,
  revenueFigures,
  revenueOf,
} from './customer/figures.ts';
export { NOTE_ASKED } from './customer/note-asked.ts';
export { PaperHead, PrintButton } from './customer/print.tsx';
export { staffName } from './customer/staff-names.ts';
export { LatestTimeline } from './customer/timeline-panel.tsx';
export { useCustomer } from './customer/use-customer.ts';
export { callListFileName, exportNotes } from './export/call-list.ts';
export { useWorkbookExport } from './export/use-workbook-export.tsx';
export { contactNumbers } from './export/contact-numbers.ts';
export { CustomersPage } from './list/customers-page.tsx';
export type { ListActs } from './list/customers-page.tsx';
export { customerPath, customersPath } from './list/list-query.ts';
export { buildTerritory } from './list/territory-tree.ts';
export type { TerritoryNode } from './list/territory-tree.ts';
export { useHomeListPath, useViewCommands } from './list/view-commands.ts';
export { MoveMachineViews } from './list/move-machine-views.ts';
export { usePersonalSetting } from './personal-setting.ts';
