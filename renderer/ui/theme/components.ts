import type { ThemeConfig } from 'antd';
import type { ColourMode } from './palette.ts';
import { tokensOf } from './tokens.ts';

/** What single components of antd need beyond the common tokens. */
export function componentTokens(mode: ColourMode): NonNullable<ThemeConfig['components']> {
  const token = tokensOf(mode);
  const dark = mode === 'dark';
  const onPrimary = dark ? '#04181C' : '#FFFFFF';
  return {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      fontWeight: 400,
      primaryColor: onPrimary,
      dangerColor: dark ? '#2A0B08' : '#FFFFFF',
      paddingInline: 12,
      paddingInlineSM: 8,
    },
    Table: {
      cellPaddingBlockSM: 5,
      cellPaddingInlineSM: 8,
      cellFontSizeSM: 13,
      headerBg: token.colorFillAlter,
      headerColor: token.colorTextSecondary,
      headerSplitColor: 'transparent',
      headerBorderRadius: 0,
      rowHoverBg: token.controlItemBgHover,
      rowSelectedBg: token.controlItemBgActive,
      rowSelectedHoverBg: token.controlItemBgActiveHover,
      borderColor: token.colorSplit,
      selectionColumnWidth: 36,
    },
    Menu: {
      itemHeight: 30,
      itemMarginInline: 8,
      itemMarginBlock: 1,
      itemPaddingInline: 10,
      iconMarginInlineEnd: 8,
      itemBorderRadius: 5,
      itemBg: 'transparent',
      itemSelectedBg: token.controlItemBgActive,
      itemSelectedColor: dark ? '#8CD6DF' : '#084F59',
      groupTitleFontSize: 12,
      activeBarBorderWidth: 0,
    },
    Card: { headerHeightSM: 36, bodyPaddingSM: 12 },
    Tabs: { horizontalItemPaddingSM: '6px 0', horizontalItemGutter: 20, horizontalMargin: '0' },
    Segmented: {
      trackBg: token.colorFillSecondary,
      itemSelectedBg: dark ? '#34444A' : '#FFFFFF',
      trackPadding: 2,
    },
    Tree: { titleHeight: 26, indentSize: 16 },
    Progress: { remainingColor: token.colorFillSecondary },
    Timeline: { itemPaddingBottom: 12 },
    Alert: { defaultPadding: '6px 10px', withDescriptionPadding: '10px 12px' },
    Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    Steps: { iconSizeSM: 20, ...(dark ? { colorTextLightSolid: '#04181C' } : {}) },
    Checkbox: dark ? { colorWhite: '#04181C' } : {},
    Drawer: { paddingLG: 16 },
  };
}
