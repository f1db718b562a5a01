import type { SameKeys } from '../catalogue.ts';
import type { reports as chinese } from '../zh-CN/reports.ts';

/** Columns of agreements by plan, of all plans and of the monthly packages alone. */
const planColumns = {
  agreements: { title: 'Agreements', formula: 'Agreements that end today or later' },
  customers: {
    title: 'Customers',
    formula: 'Customers with such an agreement; the total is the sum of the rows',
  },
  commitment: { title: 'Commitment', formula: 'Monthly commitments' },
  revenue: {
    title: 'Charged',
    formula: 'What the newest month charged the subscriptions of the agreements',
  },
  fulfilled: { title: 'Fulfilled', formula: 'Charged ÷ commitment' },
  soon: { title: 'Within 90 days', formula: 'Agreements that end within 90 days from today' },
};

export const reports: SameKeys<typeof chinese> = {
  fixed: { title: 'Fixed reports' },
  installed: { title: 'Installed base' },
  business: { title: 'Business analysis' },
  choose: 'Report',
  unit: 'Unit',
  allUnits: 'All',
  month: 'Month',
  monthOf: 'Month {{month}}',
  calendarMonth: '{{month}}',
  compare: 'Compare with',
  compareNone: 'No comparison',
  compareWith: 'Against {{month}}',
  stateOnly: 'The sources say how it is now and keep no past months',
  asOfDay: 'As of {{day}}',
  serverFold: 'Folded by the server on {{day}}',
  records: 'visits and calls that are synchronised',
  by: { items: 'By item', units: 'By unit', label: 'Rows' },
  spread: 'Units × items',
  item: 'Item',
  total: 'Total',
  difference: 'Difference',
  definition: 'Definition',
  rowsAre: 'Rows',
  sourcesAre: 'Sources',
  excel: 'Export to Excel',
  open: '{{row}} · {{column}} {{value}}, show the customers',
  none: 'No customers to count',
  noneHint: 'Figures appear once customers are downloaded, offline too.',
  noRows: 'Nothing in this scope',
  reading: 'Reading what the server folded',
  noServer: 'The server has not folded this report yet',
  noServerHint: 'The server folds by unit after each feed; it comes by itself when online.',
  filterReport: 'Report {{title}}',
  filterMonth: 'Month {{month}}',
  filterBefore: 'Against {{month}}',
  chip: '{{title}} · {{row}} · {{column}}',
  chipMonth: '{{title}} {{month}} · {{row}} · {{column}}',
  anyRow: 'All',
  noArrears: 'No arrears',
  table: {
    revenue: {
      title: 'Revenue by class and channel',
      rows: 'Fee classes, one a row',
      columns: {
        KEY_ACCOUNT: {
          title: 'Key accounts',
          formula: 'Fees of the class in the month of customers whose segment is key accounts',
        },
        BUSINESS: {
          title: 'Business',
          formula: 'Fees of the class in the month of customers whose segment is business',
        },
        MASS_MARKET: {
          title: 'Mass market',
          formula: 'Fees of the class in the month of customers whose segment is mass market',
        },
        CONTRACT_AGENT: {
          title: 'Contract agents',
          formula: 'Fees of the class in the month of customers whose segment is contract agents',
        },
        TRANSIENT: {
          title: 'Transient',
          formula: 'Fees of the class in the month of customers whose segment is transient',
        },
        total: { title: 'Total', formula: 'Sum of the five segments' },
        share: { title: 'Share', formula: 'Total of the row ÷ total of all classes' },
      },
    },
    development: {
      title: 'Development and churn by product',
      rows: 'Products, each that has subscriptions',
      columns: {
        added: { title: 'Added', formula: 'Subscriptions activated in the month' },
        ended: { title: 'Ended', formula: 'Subscriptions terminated in the month' },
        onRequest: {
          title: 'On request',
          formula: 'Of the ended, those with an order to remove, or without arrears on the day',
        },
        net: { title: 'Net', formula: 'Added − ended' },
        there: {
          title: 'There at the end',
          formula:
            "Subscriptions activated and not terminated at the month's end; of the running month, today",
        },
        churn: { title: 'Churn', formula: 'Ended ÷ there when the month began' },
      },
    },
    arrears: {
      title: 'Arrears by age and unit',
      rows: 'Months in arrears: one to five each a row, six and more one',
      columns: {
        items: {
          title: 'Subscriptions',
          formula: 'Subscriptions in arrears for as many months as the row says',
        },
        customers: {
          title: 'Customers',
          formula: 'Customers with at least one subscription in the row; the total counts each once',
        },
        amount: { title: 'Amount', formula: 'Arrears of the subscriptions in the row' },
        share: { title: 'Share', formula: 'Amount of the row ÷ total amount' },
      },
    },
    zeroArrears: {
      title: 'Zero charge, arrears and feedback',
      rows: 'Subscriptions with zero charge, and those in arrears for one to two, three to five, six and more months',
      rowNames: {
        ZERO: 'Zero charge',
        ARREARS_1: 'Arrears of 1–2 months',
        ARREARS_3: 'Arrears of 3–5 months',
        ARREARS_6: 'Arrears of 6 months and more',
      },
      columns: {
        items: {
          title: 'Subscriptions',
          formula:
            'Zero charge: in service, and the newest month charged 0 or nothing; arrears: as many months as the row says',
        },
        share: { title: 'Share', formula: 'Subscriptions of the row ÷ those of all rows' },
        customers: {
          title: 'Customers',
          formula: 'Customers with at least one subscription in the row; the total is the sum of the rows',
        },
        amount: { title: 'Amount', formula: 'Arrears of the subscriptions in the row, 0 for zero charge' },
        done: {
          title: 'With feedback',
          formula: 'Of these, subscriptions on which feedback was written since',
        },
        completion: { title: 'Completion', formula: 'With feedback ÷ subscriptions' },
      },
    },
    expiry: {
      title: 'Agreement expiry',
      rows: 'Expired one row, twelve months from this one each a row, later one',
      rowNames: { EXPIRED: 'Expired', LATER: 'Later' },
      columns: {
        agreements: {
          title: 'Agreements',
          formula: 'Agreements that end in the row; expired means before today',
        },
        customers: {
          title: 'Customers',
          formula: 'Customers with an agreement in the row; the total counts each once',
        },
        commitment: { title: 'Commitment', formula: 'Monthly commitments of the agreements in the row' },
        share: { title: 'Share', formula: 'Commitment of the row ÷ total commitment' },
      },
    },
    coverage: {
      title: 'Contact coverage',
      rows: 'How long ago the last visit or call was, never one row; live customers only',
      rowNames: {
        WITHIN_30: 'Within 30 days',
        WITHIN_60: '31–60 days',
        WITHIN_90: '61–90 days',
        WITHIN_180: '91–180 days',
        OLDER: 'Over 180 days',
        NEVER: 'Never',
      },
      columns: {
        customers: {
          title: 'Live customers',
          formula:
            'Customers with a live subscription whose last record is in the row; what was only arranged does not count',
        },
        share: { title: 'Of customers', formula: 'Customers of the row ÷ live customers' },
        revenue: { title: 'Revenue', formula: 'What the newest month charged the customers of the row' },
        revenueShare: { title: 'Of revenue', formula: 'Revenue of the row ÷ total revenue' },
        inArrears: { title: 'In arrears', formula: 'Customers of the row that are in arrears' },
      },
    },
    bands: {
      title: 'Customers by revenue',
      rows: 'The band of what the month charged the customer',
      rowNames: {
        ZERO: '0 yuan',
        TO_20: 'Up to 20 yuan',
        TO_50: '20–50 yuan',
        TO_100: '50–100 yuan',
        TO_200: '100–200 yuan',
        TO_500: '200–500 yuan',
        ABOVE: 'Over 500 yuan',
      },
      columns: {
        customers: {
          title: 'Customers',
          formula: 'Of customers with a bill, those whose month is in the band; its upper end is within',
        },
        customerShare: { title: 'Of customers', formula: 'Customers of the band ÷ those of all bands' },
        revenue: { title: 'Revenue', formula: 'What the month charged the customers of the band' },
        revenueShare: { title: 'Of revenue', formula: 'Revenue of the band ÷ total revenue' },
        mean: { title: 'Mean', formula: 'Revenue ÷ customers' },
      },
    },
    prepaid: {
      title: 'Prepaid balance',
      rows: 'The band of the prepaid balance, its upper end within',
      rowNames: {
        NEGATIVE: 'Overdrawn',
        TO_10: '0–10 yuan',
        TO_50: '10–50 yuan',
        TO_100: '50–100 yuan',
        TO_200: '100–200 yuan',
        ABOVE: 'Over 200 yuan',
      },
      columns: {
        items: { title: 'Subscriptions', formula: 'Prepaid subscriptions whose balance is in the band' },
        share: { title: 'Share', formula: 'Subscriptions of the band ÷ prepaid subscriptions' },
        customers: {
          title: 'Customers',
          formula: 'Customers with at least one subscription in the band; the total counts each once',
        },
        amount: { title: 'Balance', formula: 'Balances of the band, overdrawn ones negative' },
      },
    },
    suspended: {
      title: 'Suspended and number retained',
      rows: 'Months in arrears, none one row, six and more one',
      columns: {
        suspended: { title: 'Suspended', formula: 'Suspended subscriptions in arrears as the row says' },
        retained: {
          title: 'Number retained',
          formula: 'Subscriptions with the number retained, in arrears as the row says',
        },
        customers: {
          title: 'Customers',
          formula: 'Customers with such a subscription; the total counts each once',
        },
        amount: { title: 'Amount', formula: 'Arrears of these subscriptions' },
        share: { title: 'Share', formula: 'Amount of the row ÷ total amount' },
      },
    },
    traffic: {
      title: 'Traffic by kind',
      rows: 'Local, long-distance and international minutes, MB of data; the rows differ in unit and are not added up',
      columns: {
        volume: { title: 'Traffic', formula: 'Traffic of the kind in the month' },
        customers: {
          title: 'Customers',
          formula: 'Customers whose traffic of the kind is not 0 in the month',
        },
        before: { title: 'Month before', formula: 'Traffic of the kind in the month before' },
        change: { title: 'Change', formula: '(traffic − month before) ÷ month before' },
        perCustomer: { title: 'Mean', formula: 'Traffic ÷ customers' },
      },
    },
    newCustomers: {
      title: 'New customers by placement',
      rows: 'How they came to their community; pools by what was missing',
      rowNames: {
        OPENING: 'Opening stock',
        RULE: 'Cabinet rule',
        DIVISION: 'Division',
        REASSIGNMENT: 'Reassignment',
        POOL_NO_LINE: 'Pool · no line at 97',
        POOL_NO_RULE: 'Pool · no rule',
        POOL_RULE_WITHOUT_COMMUNITY: 'Pool · rule without community',
        POOL_NUMBER_OUTSIDE_RANGES: 'Pool · number outside ranges',
      },
      columns: {
        customers: {
          title: 'New customers',
          formula: 'Customers whose first subscription was first seen in the month',
        },
        share: { title: 'Share', formula: 'Customers of the row ÷ total' },
        live: { title: 'Live', formula: 'Of these, those with a live subscription now' },
        inService: { title: 'In service', formula: 'Subscriptions of these customers in service now' },
      },
    },
    base: {
      title: 'Installed base by product',
      rows: 'Products, each that has live subscriptions',
      columns: {
        IN_SERVICE: { title: 'In service', formula: 'Subscriptions in service' },
        SUSPENDED: { title: 'Suspended', formula: 'Suspended subscriptions' },
        NUMBER_RETAINED: { title: 'Number retained', formula: 'Subscriptions with the number retained' },
        customers: {
          title: 'Customers',
          formula: 'Customers with a live subscription of the product; the total counts each once',
        },
        revenue: { title: 'Revenue', formula: 'What the newest month charged these subscriptions' },
        share: { title: 'Share', formula: 'Revenue of the row ÷ total revenue' },
        perSubscription: { title: 'Mean', formula: 'Revenue ÷ subscriptions in service' },
      },
    },
    agreements: {
      title: 'Agreements by plan',
      rows: 'Plans; agreements that have not ended',
      columns: planColumns,
    },
    packages: {
      title: 'Business monthly packages',
      rows: 'Plans that the dictionary calls business monthly packages; agreements that have not ended',
      columns: planColumns,
    },
    people: {
      title: 'Work by person',
      rows: 'Who wrote records: each with records or due steps in the month',
      columns: {
        customers: {
          title: 'Customers',
          formula: 'Customers visited or called in the month; the total counts each once',
        },
        contacts: {
          title: 'Contacts',
          formula: 'Visits and calls in the month; what was only arranged does not count',
        },
        visits: { title: 'Visits', formula: 'Of these, visits' },
        calls: { title: 'Calls', formula: 'Of these, calls' },
        reached: { title: 'Reached', formula: 'Contacts whose outcome is not “nobody reached” ÷ contacts' },
        due: { title: 'Due', formula: 'Records whose next day is in the month and not after today' },
        done: {
          title: 'Followed up',
          formula: 'Those after which somebody contacted the customer again ÷ due',
        },
        onTime: { title: 'On time', formula: 'Those contacted again not after the next day ÷ due' },
        response: {
          title: 'Days late',
          formula: 'Of those followed up, the mean of days after the next day, 0 where earlier',
        },
      },
    },
    outcomes: {
      title: 'Outcomes',
      rows: 'Outcomes as recorded',
      rowNames: { UNSAID: 'No outcome' },
      columns: {
        contacts: { title: 'Contacts', formula: 'Visits and calls of the month with the outcome of the row' },
        share: { title: 'Share', formula: 'Contacts of the row ÷ total' },
        customers: {
          title: 'Customers',
          formula: 'Customers with such a record in the month; the total counts each once',
        },
        visits: { title: 'Visits', formula: 'Of these, visits' },
        calls: { title: 'Calls', formula: 'Of these, calls' },
      },
    },
  },
};
