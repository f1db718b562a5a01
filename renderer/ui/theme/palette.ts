import type { FeeClass } from '../../../shared/domain/rows.ts';

export type ColourMode = 'light' | 'dark';

/** What antd has no token for: the shell, the classes of a chart, the ageing of arrears. */
export interface Palette {
  bar: string;
  barLine: string;
  sideMenu: string;
  mark: string;
  /** In the order in which charts stack them, neighbours differing in hue and in lightness. */
  feeClasses: Record<FeeClass, string>;
  /** One to six months, the last meaning six and more. */
  arrears: readonly [string, string, string, string, string, string];
  /** One, two, three and more of something on a day. */
  heat: readonly [string, string, string];
}

const MARK = '#F2C14E';

export const PALETTES: Record<ColourMode, Palette> = {
  light: {
    bar: '#0E3A42',
    barLine: '#0E3A42',
    sideMenu: '#F8FAFA',
    mark: MARK,
    feeClasses: {
      rent: '#0E5562',
      internet: '#45A3B6',
      local: '#9A6206',
      longDistance: '#D9A534',
      valueAdded: '#5E3F96',
      international: '#B0609C',
      other: '#8B979B',
    },
    arrears: ['#7F8D91', '#A38A2E', '#B0740E', '#C25E14', '#B8402A', '#8E1F2F'],
    heat: ['#BFE0E4', '#86C3CB', '#0B6B78'],
  },
  dark: {
    bar: '#0B2A30',
    barLine: '#17383F',
    sideMenu: '#141C1F',
    mark: MARK,
    feeClasses: {
      rent: '#2E95A3',
      internet: '#9ADBE4',
      local: '#C88A22',
      longDistance: '#F0D489',
      valueAdded: '#8F74C4',
      international: '#D58BC4',
      other: '#B4BEC0',
    },
    arrears: ['#8B9A9E', '#C9B063', '#DDA24A', '#E58C4E', '#EC7563', '#F0617A'],
    heat: ['#1F5058', '#24727D', '#8FD3DD'],
  },
};
