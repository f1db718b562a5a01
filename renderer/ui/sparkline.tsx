import type { ReactElement, ReactNode } from 'react';

const SIZES = { row: { width: 58, height: 18 }, tile: { width: 72, height: 26 } } as const;
const INSET = 3;

export interface SparklineProps {
  /** Oldest first. */
  values: readonly number[];
  /** `row`: grey 58x18, in a table. `tile`: primary 72x26. */
  variant?: keyof typeof SIZES;
  label?: string;
  className?: string;
}

export interface SparklineCourse {
  /** Of an SVG path. */
  path: string;
  /** Where it ends. */
  x: number;
  y: number;
}

/**
 * `[0, 10, 5]` in 58x18 → `M3 15L29 3L55 9`, ending at 55, 9: from the lowest value at the bottom to the highest at
 * the top. Null without a value.
 */
export function sparklineCourse(
  values: readonly number[],
  width: number,
  height: number,
): SparklineCourse | null {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const rise = high > low ? (height - 2 * INSET) / (high - low) : 0;
  const lowest = high > low ? height - INSET : height / 2;
  const step = values.length > 1 ? (width - 2 * INSET) / (values.length - 1) : 0;
  let path = '';
  let x = 0;
  let y = 0;
  values.forEach((value, i) => {
    x = tenth(INSET + i * step);
    y = tenth(lowest - (value - low) * rise);
    path += `${i === 0 ? 'M' : 'L'}${x} ${y}`;
  });
  return path === '' ? null : { path, x, y };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** The course of some months without axis or figures; the last month is a point. */
export const Sparkline = (props: SparklineProps): ReactNode => sparkline(props);

/** The same for a cell of a table: elements only, no component to keep. */
export function sparkline({ values, variant = 'row', label, className }: SparklineProps): ReactElement {
  const { width, height } = SIZES[variant];
  const course = sparklineCourse(values, width, height);
  if (course === null) return <span style={{ display: 'inline-block', width }} />;
  const row = variant === 'row';
  const colour = row ? 'var(--color-text-tertiary)' : 'var(--color-primary)';
  return (
    <svg
      className={className}
      width={width}
      height={height}
      role={label === undefined ? 'presentation' : 'img'}
      aria-label={label}
      style={BLOCK}
    >
      <path
        d={course.path}
        fill="none"
        stroke={colour}
        strokeWidth={row ? 1.25 : 1.5}
        strokeLinejoin="round"
      />
      <circle cx={course.x} cy={course.y} r={row ? 2 : 2.25} fill={colour} />
    </svg>
  );
}

const BLOCK = { display: 'block' } as const;
