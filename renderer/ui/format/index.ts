export { formatYuan, formatYuanDifference, parseYuan } from '../../../shared/lib/money.ts';
export { formatCount, formatCountDifference, formatMegabytes, formatPercentChange } from './counts.ts';
export { momentOf, monthDay, preciseTimeOf, shortDay, timeOf, today } from './dates.ts';
export { formatDuration, remainingMs } from './durations.ts';
export { serverNow, setClockOffset } from './server-clock.ts';
export { maskAddress, maskPhone, spacedPhone } from './masking.ts';
