import { theme } from 'antd';
import type { PictureColours } from './picture.ts';

/** A picture looks like the screen it was taken from. */
export function usePictureColours(): PictureColours {
  const { token } = theme.useToken();
  return {
    text: token.colorText,
    quiet: token.colorTextTertiary,
    line: token.colorSplit,
    track: token.colorFillSecondary,
    panel: token.colorBgContainer,
    fontFamily: token.fontFamily,
  };
}
