export { CustomerPage } from './customer/customer-page.tsx';
export { CustomersPage } from './list/customers-page.tsx';
export { customerPath, customersPath } from './list/list-query.ts';
