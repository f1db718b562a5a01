import { memo } from 'react';
import type { ReactNode } from 'react';

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

/** `[0, 10, 5]` in 58x18 → `3,15 29,3 55,9`: from the lowest value at the bottom to the highest at the top. */
export function sparklinePoints(
  values: readonly number[],
  width: number,
  height: number,
): [number, number][] {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = values.length > 1 ? (width - 2 * INSET) / (values.length - 1) : 0;
  return values.map((value, i) => {
    const share = span === 0 ? 0.5 : (value - low) / span;
    return [round(INSET + i * step), round(height - INSET - share * (height - 2 * INSET))];
  });
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The course of some months without axis or figures; the last month is a point. */
export const Sparkline = memo(function Sparkline(props: SparklineProps): ReactNode {
  const { values, variant = 'row', label, className } = props;
  const { width, height } = SIZES[variant];
  const points = sparklinePoints(values, width, height);
  const last = points.at(-1);
  if (last === undefined) return <span style={{ display: 'inline-block', width }} />;
  const colour = variant === 'row' ? 'var(--color-text-tertiary)' : 'var(--color-primary)';
  return (
    <svg
      className={className}
      width={width}
      height={height}
      role={label === undefined ? 'presentation' : 'img'}
      aria-label={label}
      style={{ display: 'block' }}
    >
      <polyline
        points={points.map((point) => point.join(',')).join(' ')}
        fill="none"
        stroke={colour}
        strokeWidth={variant === 'row' ? 1.25 : 1.5}
        strokeLinejoin="round"
      />
      <circle cx={last[0]} cy={last[1]} r={variant === 'row' ? 2 : 2.25} fill={colour} />
    </svg>
  );
});
