/** What is worth an alarm; an operator sets it. */
export interface AlarmThresholds {
  /** More rows set aside by one run than this. */
  setAsideRows: number;
  /** Fewer rows than this share of the last file of the kind, in percent. */
  fewerPercent: number;
}

export const DEFAULT_THRESHOLDS: AlarmThresholds = { setAsideRows: 100, fewerPercent: 70 };
