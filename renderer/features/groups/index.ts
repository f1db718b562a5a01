export { AddToGroupButton } from './add-to-group-button.tsx';
export { GroupsOfCustomer } from './groups-of-customer.tsx';
export { GroupsPage } from './groups-page.tsx';
