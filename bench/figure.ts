/**
 * One measured figure. Where a floor was measured in the same run, the goal is about value / floor, because that
 * ratio means the same on every machine; else it is about the value itself. Sample lines:
 * `feed_intake_20k_s 6.2 2.3 2.7 <=3 ok`, `search_keystroke_50k_p95_ms 4.1 - - <=16 ok`
 */
export interface Figure {
  /** Carries the unit: `_s`, `_ms`, `_mib`. */
  name: string;
  value: number;
  /** The same work without us, in the same unit. */
  floor?: number;
  /** The most that value / floor, or the value where there is no floor, may be; absent where it only informs. */
  most?: number;
}

export interface JudgedFigure extends Figure {
  ratio: number | null;
  ok: boolean;
}

export function judged(figure: Figure): JudgedFigure {
  const ratio = figure.floor === undefined ? null : figure.value / figure.floor;
  const ok = figure.most === undefined || (ratio ?? figure.value) <= figure.most;
  return { ...figure, ratio, ok };
}

/** `name value floor ratio goal ok|MISS` */
export const lineOf = ({ name, value, floor, ratio, most, ok }: JudgedFigure): string =>
  [
    name,
    digits(value),
    floor === undefined ? '-' : digits(floor),
    ratio === null ? '-' : digits(ratio),
    most === undefined ? '-' : `<=${most}`,
    ok ? 'ok' : 'MISS',
  ].join(' ');

/** Three significant digits, and no exponent: 0.0412, 4.12, 41.2, 4123. */
const digits = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
