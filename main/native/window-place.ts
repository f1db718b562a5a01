import type { WindowPlace } from './settings-file.ts';

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const LEAST_SIZE = { width: 1180, height: 720 };
const USUAL_SIZE = { width: 1440, height: 900 };
/** So much of the title bar must be on a display that a hand can take it. */
const GRIP = { width: 120, height: 30 };

/**
 * Where the window opens: where it was, as far as that is on a display that is there today.
 * @param areas work areas of the displays, the main one first
 */
export function windowPlace(remembered: WindowPlace | undefined, areas: readonly Area[]): WindowPlace {
  const main = areas[0] ?? { x: 0, y: 0, ...USUAL_SIZE };
  if (remembered === undefined) return { ...centred(USUAL_SIZE, main), maximized: false };
  for (const area of areas) {
    const place = { ...remembered, ...fitted(remembered, area) };
    if (holdsGrip(place, area)) return place;
  }
  return { ...centred(remembered, main), maximized: remembered.maximized };
}

function holdsGrip(window: Area, area: Area): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return width >= GRIP.width && window.y >= area.y && window.y + GRIP.height <= area.y + area.height;
}

/** The least size holds even on a smaller display; there the window reaches over its edge. */
function fitted(size: { width: number; height: number }, area: Area): { width: number; height: number } {
  return {
    width: Math.max(LEAST_SIZE.width, Math.min(size.width, area.width)),
    height: Math.max(LEAST_SIZE.height, Math.min(size.height, area.height)),
  };
}

function centred(size: { width: number; height: number }, area: Area): Area {
  const { width, height } = fitted(size, area);
  return {
    x: area.x + Math.max(0, Math.round((area.width - width) / 2)),
    y: area.y + Math.max(0, Math.round((area.height - height) / 2)),
    width,
    height,
  };
}
