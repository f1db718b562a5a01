import type { SameKeys } from '../catalogue.ts';
import type { ui as zh } from '../zh-CN/ui.ts';

export const ui: SameKeys<typeof zh> = {
  reading: 'Reading',
  asOf: {
    hint: '{{source}} {{asOf}}',
    late: '{{source}} {{asOf}}, {{days}} d late',
    explained: '{{source}}, as of {{asOf}}, received {{received}}, {{cadence}}',
    explainedMonth: '{{source}}, month {{asOf}}, received {{received}}, {{cadence}}',
    file: 'File {{file}}',
    lateExpected: '{{days}} d late, expected {{cadence}}',
  },
  password: {
    show: 'Show password',
    hide: 'Hide password',
  },
  masked: {
    registered: 'registered',
    hide: 'Mask',
    showPhone: 'Show the phone number',
    showAddress: 'Show the address',
  },
  task: {
    remaining: 'About {{time}} left',
    done: '{{done}} of {{total}} {{unit}}; you can go on working',
    rows: 'rows',
  },
  error: {
    title: 'This screen could not be shown',
    kept: 'What you wrote is kept on this machine.',
    toDo: 'Open the screen again; if that does not help, give the code to your administrator.',
    reload: 'Open again',
    code: 'Details {{code}}',
  },
  table: {
    select: 'Select this row',
    selectAll: 'Select all',
  },
  chart: {
    chart: 'Chart',
    table: 'Table',
    more: 'More',
    asTable: 'As a table',
    asChart: 'As a chart',
    savePng: 'Save as picture',
    saveExcel: 'Export to Excel',
    month: 'Month',
    total: 'Total',
    lastYear: 'Same month last year',
    hideClass: 'Hide {{name}}',
    showClass: 'Show {{name}}',
    empty: 'Analytics has not sent these months yet',
    loading: 'Drawing',
  },
};
