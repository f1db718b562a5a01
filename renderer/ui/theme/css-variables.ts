import type { GlobalToken } from 'antd';
import type { Palette } from './palette.ts';

/** Tokens that our own style sheets read, by the name they have there: `colorBgLayout` → `--color-bg-layout`. */
const TOKENS = [
  'fontFamily',
  'colorPrimary',
  'colorPrimaryHover',
  'colorPrimaryText',
  'colorPrimaryTextHover',
  'colorPrimaryBg',
  'colorPrimaryBgHover',
  'colorPrimaryBorder',
  'colorSuccess',
  'colorWarning',
  'colorError',
  'colorText',
  'colorTextSecondary',
  'colorTextTertiary',
  'colorTextQuaternary',
  'colorBgLayout',
  'colorBgContainer',
  'colorBgElevated',
  'colorBorder',
  'colorBorderSecondary',
  'colorSplit',
  'colorFillAlter',
  'colorFillSecondary',
  'colorFillTertiary',
  'controlItemBgActive',
  'controlItemBgActiveHover',
  'controlItemBgHover',
  'colorSuccessBg',
  'colorSuccessBorder',
  'colorWarningBg',
  'colorWarningBorder',
  'colorErrorBg',
  'colorErrorBorder',
  'colorInfoBg',
  'colorInfoBorder',
] as const satisfies readonly (keyof GlobalToken)[];

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export function cssVariables(token: GlobalToken, palette: Palette): Record<string, string> {
  const variables: Record<string, string> = {
    '--bar': palette.bar,
    '--bar-line': palette.barLine,
    '--side-menu': palette.sideMenu,
    '--mark': palette.mark,
  };
  for (const name of TOKENS) variables[`--${kebab(name)}`] = String(token[name]);
  palette.arrears.forEach((colour, i) => (variables[`--arrears-${i + 1}`] = colour));
  return variables;
}
