import type { SameKeys } from '../catalogue.ts';
import type { quality as zh } from '../zh-CN/quality.ts';

export const quality: SameKeys<typeof zh> = {
  title: 'Data quality',
  checked: 'Checked {{at}}',
  never: 'Not checked yet',
  check: 'Check again',
  export: 'Export to Excel',
  search: 'Customer, number, cabinet, community',
  all: 'All',
  none: 'Nothing was found',
  noneHint: 'Checked by itself after feeds and every day',
  shown: '{{shown}} of {{total}} shown',
  more: '200 more',
  kind: 'Finding',
  customer: 'Customer',
  place: 'Community',
  placeCode: 'Community code',
  what: 'What it says',
  since: 'Since',
  anyNumber: 'any number',
  code: 'Customer code',
  name: 'Customer',
  condition: 'Search: {{search}}',
  kinds: {
    TIED_RULES: 'Tied rules',
    NUMBER_OUTSIDE_RANGES: 'Number outside ranges',
    CABINET_WITHOUT_COMMUNITY: 'Cabinet, no community',
    ACCOUNT_SPANS_COMMUNITIES: 'Account in several',
    ACCOUNT_DIFFERS: 'Accounts differ',
    DUPLICATE_ACCESS_NUMBER: 'Number twice',
  },
  said: {
    TIED_RULES_one:
      '{{cabinet}} {{range}} has rules of equal width; the lower community code won, {{count}} customer concerned',
    TIED_RULES_other:
      '{{cabinet}} {{range}} has rules of equal width; the lower community code won, {{count}} customers concerned',
    NUMBER_OUTSIDE_RANGES: '{{number}} lies in no range of cabinet {{cabinet}}',
    CABINET_WITHOUT_COMMUNITY_one:
      '{{cabinet}} {{range}} leads to no community; the cabinet has {{count}} line',
    CABINET_WITHOUT_COMMUNITY_other:
      '{{cabinet}} {{range}} leads to no community; the cabinet has {{count}} lines',
    ACCOUNT_SPANS_COMMUNITIES_one: 'By the rules {{count}} subscription of one account belongs to {{others}}',
    ACCOUNT_SPANS_COMMUNITIES_other:
      'By the rules {{count}} subscriptions of one account belong to {{others}}',
    ACCOUNT_DIFFERS: '{{number}}: account {{account}} by billing, {{other}} by arrears',
    DUPLICATE_ACCESS_NUMBER_one: '{{number}} on {{count}} live subscription, customers {{others}}',
    DUPLICATE_ACCESS_NUMBER_other: '{{number}} on {{count}} live subscriptions, customers {{others}}',
  },
  segments: {
    tab: 'Segments',
    title: 'By reporting segment',
    hint: 'customers · in brackets: subscriptions not terminated',
    department: 'Serving department',
    departmentCode: 'Department code',
    network: 'Local network',
    total: 'Total',
    differing: 'Other than channel',
    differingHint: "Customers whose reporting segment is another than the serving department's channel",
    newest: 'Last sent out {{day}}: {{count}} customers, written {{at}}',
    noFile: 'No file of customer identity has gone out yet',
    none: 'No customers in your scope',
    customersOf: '{{segment}} customers',
    subscriptionsOf: '{{segment}} subscriptions',
  },
};
