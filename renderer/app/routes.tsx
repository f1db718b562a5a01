import type { ReactNode } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import type { Customer } from '../../shared/domain/rows.ts';
import { AdministrationPage } from '../features/administration/index.ts';
import { CabinetsPage } from '../features/cabinets/index.ts';
import { CallListButton, CallListsPage, CallPage } from '../features/call-lists/index.ts';
import { ComplaintButton, ComplaintsOfCustomer, ComplaintsPage } from '../features/complaints/index.ts';
import { CustomerPage, CustomersPage } from '../features/customers/index.ts';
import type { ListActs } from '../features/customers/index.ts';
import { DivisionPage } from '../features/division/index.ts';
import { QualityPage } from '../features/quality/index.ts';
import { AddToGroupButton, GroupsOfCustomer, GroupsPage } from '../features/groups/index.ts';
import { MarketingSupportPage } from '../features/marketing-support/index.ts';
import { NoticesPage } from '../features/notices/index.ts';
import { ListsPage } from '../features/lists/index.ts';
import { GiveAwayButton, handoverPath, HandoverPage, RequestsPage } from '../features/reassignment/index.ts';
import { BusinessPage, FixedReportsPage, InstalledBasePage } from '../features/reports/index.ts';
import { RemindersPage } from '../features/reminders/index.ts';
import { SettingsPage } from '../features/settings/index.ts';
import { TerritoryPage, useOverviewOnly } from '../features/territory/index.ts';
import { DayPlanPage, WorkbenchPage, WorkReportPage } from '../features/workbench/index.ts';
import { homeOf } from './shell/home.ts';
import { usePlaces } from './shell/places.tsx';
import { usePreferences } from './preferences.tsx';
import { APP_VERSION } from './version.ts';

/** Every place that can be opened. */
export function AppRoutes(): ReactNode {
  return (
    <Routes>
      <Route path="/workbench" element={<Workbench />} />
      <Route path="/workbench/report" element={<WorkReportPage />} />
      <Route path="/workbench/plan" element={<DayPlanPage briefPath={handoverPath} acts={callListOf} />} />
      <Route path="/territory" element={<TerritoryPage />} />
      <Route
        path="/customers"
        element={<CustomersPage selectionActs={giveAwaySelected} listActs={callListOf} />}
      />
      <Route
        path="/customers/:customerCode"
        element={<CustomerPage acts={giveAway} beside={complaintsOf} />}
      />
      <Route path="/lists" element={<ListsPage />} />
      <Route path="/requests" element={<RequestsPage />} />
      <Route path="/requests/handover/:customerCode" element={<HandoverPage />} />
      <Route path="/calls" element={<CallListsPage />} />
      <Route path="/groups" element={<GroupsPage />} />
      <Route path="/groups/:groupId" element={<GroupsPage />} />
      <Route path="/notices" element={<NoticesPage />} />
      <Route path="/notices/:noticeId" element={<NoticesPage />} />
      <Route path="/calls/:listId" element={<CallPage />} />
      <Route path="/complaints" element={<ComplaintsPage />} />
      <Route path="/reminders" element={<RemindersPage />} />
      <Route path="/division" element={<DivisionPage />} />
      <Route path="/cabinets" element={<CabinetsPage />} />
      <Route path="/quality" element={<QualityPage />} />
      <Route path="/reports" element={<FixedReportsPage />} />
      <Route path="/installed" element={<InstalledBasePage />} />
      <Route path="/installed/support" element={<MarketingSupportPage />} />
      <Route path="/business" element={<BusinessPage />} />
      <Route path="/administration" element={<AdministrationPage />} />
      <Route path="/settings" element={<Settings />} />
      <Route path="*" element={<Navigate to="/workbench" replace />} />
    </Routes>
  );
}

const complaintsOf = ({ customerCode }: Customer): ReactNode => (
  <ComplaintsOfCustomer customerCode={customerCode} />
);

const giveAway = (customer: Customer): ReactNode => (
  <>
    <GroupsOfCustomer customerCode={customer.customerCode} />
    <ComplaintButton customer={customer} />
    {customer.closedOn === undefined && <GiveAwayButton codes={() => [customer.customerCode]} />}
  </>
);

const giveAwaySelected = (codes: () => readonly string[]): ReactNode => (
  <>
    <GiveAwayButton small codes={codes} />
    <AddToGroupButton small codes={codes} />
    <CallListButton small codes={codes} />
  </>
);

const callListOf: ListActs = ({ codes, count, name }) => (
  <CallListButton codes={codes} count={count} offer={{ name }} />
);

/** Who carries no customers of his own begins with what his units come to; who sees none, with what he is there for. */
function Workbench(): ReactNode {
  const home = homeOf(usePlaces());
  const overviewOnly = useOverviewOnly();
  if (home !== '/workbench') return <Navigate to={home} replace />;
  return overviewOnly ? <TerritoryPage /> : <WorkbenchPage />;
}

function Settings(): ReactNode {
  const preferences = usePreferences();
  return (
    <SettingsPage
      version={APP_VERSION}
      theme={preferences.theme}
      language={preferences.language}
      onTheme={preferences.setTheme}
      onLanguage={preferences.setLanguage}
    />
  );
}
