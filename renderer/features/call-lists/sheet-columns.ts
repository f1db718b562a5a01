/** The columns of a list as a workbook. Numbers that are names stay text; days are days that Excel can filter by. */
export const CALL_COLUMNS = [
  { key: 'code', kind: 'text', width: 16 },
  { key: 'customer', kind: 'text', width: 18 },
  { key: 'phones', kind: 'text', width: 26 },
  { key: 'account', kind: 'text', width: 16 },
  { key: 'accessNumbers', kind: 'text', width: 24 },
  { key: 'address', kind: 'text', width: 36 },
  { key: 'community', kind: 'text', width: 18 },
  { key: 'due', kind: 'day', width: 12 },
  { key: 'arrears', kind: 'money', width: 12 },
  { key: 'result', kind: 'text', width: 14 },
  { key: 'nextOn', kind: 'day', width: 12 },
  { key: 'note', kind: 'text', width: 40 },
  { key: 'calledAt', kind: 'text', width: 18 },
  { key: 'caller', kind: 'text', width: 12 },
] as const;
