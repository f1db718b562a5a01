import type { FeedDefinition } from '../definition.ts';
import { closeAndReopen, renameByFounders } from '../division/customer-lives.ts';
import { foundCustomers } from '../division/found-customers.ts';
import { noteOpeningNetworks } from '../division/opening.ts';
import { placeSubscriptions } from '../division/subscriptions.ts';
import { recordTies } from '../../quality/ties.ts';
import { AREA_JOIN, UNKNOWN_AREA } from './area-check.ts';
import { takeWaitingFees } from './bi-fees.ts';
import { STATUS_WORDS } from './words.ts';

/** All subscriptions, by billing. Taking it divides the customers: who is new, and where each belongs. */
export const billingUsers: FeedDefinition = {
  kind: 'billing_users',
  period: 'day',
  columns: [
    { header: '用户ID', name: 'subscription_id', type: 'text', required: true },
    { header: '用户名称', name: 'name', type: 'text' },
    { header: '业务接入号', name: 'access_number', type: 'text' },
    { header: '产品', name: 'product', type: 'text' },
    { header: '装机地址', name: 'installation_address', type: 'text' },
    { header: '用户状态', name: 'status', type: 'word', words: STATUS_WORDS, reason: 'UNKNOWN_STATE' },
    // Not what makes a row one, but without it there is no customer.
    { header: '合同号', name: 'billing_account_number', type: 'text', required: true },
    { header: '计费区域', name: 'billing_area', type: 'text' },
    { header: '入网日期', name: 'activated_on', type: 'day' },
    { header: '拆机日期', name: 'terminated_on', type: 'day', optional: true },
    { header: '联系电话', name: 'contact_phone', type: 'text' },
  ],
  fills: {
    customer: ['customer_code', 'billing_account_number', 'community_code', 'founded_by_subscription'],
    subscription: ['subscription_id', 'customer_code', 'access_number'],
  },
  key: ['subscription_id'],
  guardsShrinking: true,
  joins: AREA_JOIN,
  checks: () => [UNKNOWN_AREA],
  apply: async (intake) => {
    await intake.client.query(
      'analyze stage (line, reason, subscription_id, billing_account_number, access_number)',
    );
    await noteOpeningNetworks(intake);
    const founded = await foundCustomers(intake);
    const { changed, missing, accountsChanged } = await placeSubscriptions(intake);
    const { closed, reopened } = await closeAndReopen(intake);
    await renameByFounders(intake);
    const ties = founded > 0 ? await recordTies(intake.client, intake.day) : 0;
    const waitingFeesTaken = await takeWaitingFees(intake.client);
    return {
      changed,
      removed: missing,
      facts: { founded, accountsChanged, closed, reopened, ties, waitingFeesTaken },
    };
  },
};
