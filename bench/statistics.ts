/** The value below which `share` (0 to 1) of the samples lie. @throws RangeError where there are none */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new RangeError('nothing was measured');
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}

/** The middle sample; of an even number the mean of the two in the middle. */
export const median = (samples: readonly number[]): number =>
  samples.length % 2 === 1
    ? quantile(samples, 0.5)
    : (quantile(samples, 0.5) + quantile(samples, 0.5 + 1 / samples.length)) / 2;

/** `50000` → `50k`, for names of figures. */
export const thousands = (count: number): string => `${count / 1000}k`;
