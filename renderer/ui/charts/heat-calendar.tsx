import type { CSSProperties, ReactNode } from 'react';
import type { Day } from '../../../shared/lib/dates.ts';
import { useColours } from '../theme/index.ts';
import { calendarMonths, calendarWeeks, heatOf } from './calendar-weeks.ts';
import type { CalendarDay, CalendarWeek } from './calendar-weeks.ts';
import styles from './heat-calendar.module.css';
import { Picture } from './picture.ts';
import type { PictureColours } from './picture.ts';

export interface HeatCalendarProps {
  label: string;
  /** The first day; outlined. */
  today: Day;
  /** One figure per day from today on. */
  counts: readonly number[];
  /** Names of the days, Monday first. */
  weekdays: readonly string[];
  /** What a day says to the pointer and to a reader. */
  title: (day: Day, count: number) => string;
  onDay: (day: Day) => void;
}

/** Days as cells, a week a column: how many of something end on each, written in the cell. */
export function HeatCalendar(props: HeatCalendarProps): ReactNode {
  const { label, today, counts, weekdays, title, onDay } = props;
  const { palette } = useColours();
  const weeks = calendarWeeks(today, counts);
  return (
    <div
      className={styles['calendar']}
      role="group"
      aria-label={label}
      style={{ gridTemplateColumns: `24px repeat(${weeks.length}, minmax(0, 1fr))` }}
    >
      {calendarMonths(weeks).map(({ month, week }) => (
        <span key={month} className={styles['month']} style={{ gridColumn: `${week + 2} / span 4` }}>
          {month}
        </span>
      ))}
      {weekdays.map((name, i) => (
        <span key={name} className={styles['weekday']} style={{ gridColumn: 1, gridRow: i + 2 }}>
          {name}
        </span>
      ))}
      {weeks.map((days, week) =>
        days.map(
          (day, weekday) =>
            day !== null && (
              <div
                key={day.day}
                className={styles['cell']}
                style={{ gridColumn: week + 2, gridRow: weekday + 2, ...borders(day) }}
              >
                <DayCell
                  day={day}
                  today={day.day === today}
                  colour={heatOf(day.count) === 0 ? null : palette.heat[heatOf(day.count) - 1]!}
                  title={title(day.day, day.count)}
                  onDay={onDay}
                />
              </div>
            ),
        ),
      )}
    </div>
  );
}

const borders = ({ edges }: CalendarDay): CSSProperties => ({
  borderLeftWidth: edges.left ? 1 : 0,
  borderTopWidth: edges.top ? 1 : 0,
  borderRightWidth: edges.right ? 1 : 0,
  borderBottomWidth: edges.bottom ? 1 : 0,
});

function DayCell(props: {
  day: CalendarDay;
  today: boolean;
  colour: string | null;
  title: string;
  onDay: (day: Day) => void;
}): ReactNode {
  const { day, colour } = props;
  if (colour === null) return <span className={styles['day']} data-today={props.today} title={props.title} />;
  return (
    <button
      type="button"
      className={styles['day']}
      data-today={props.today}
      data-heat={heatOf(day.count)}
      style={{ background: colour }}
      title={props.title}
      aria-label={props.title}
      onClick={() => props.onDay(day.day)}
    >
      {day.count}
    </button>
  );
}

const CELL = 34;
const LEFT = 44;
const TOP = 84;

export function heatPicture(
  title: string,
  { today, counts, weekdays }: Pick<HeatCalendarProps, 'today' | 'counts' | 'weekdays'>,
  heat: readonly string[],
  colours: PictureColours,
): Promise<Uint8Array<ArrayBuffer>> {
  const weeks: CalendarWeek[] = calendarWeeks(today, counts);
  const picture = new Picture(LEFT + weeks.length * CELL + 20, TOP + 7 * CELL + 16, colours);
  picture.text(title, 16, 28, { size: 14, strong: true });
  for (const { month, week } of calendarMonths(weeks))
    picture.text(month, LEFT + week * CELL, TOP - 16, { size: 12, colour: colours.quiet });
  weekdays.forEach((name, i) =>
    picture.text(name, 16, TOP + i * CELL + CELL / 2, { size: 12, colour: colours.quiet }),
  );
  weeks.forEach((days, week) =>
    days.forEach((day, weekday) => {
      if (day === null) return;
      const [x, y] = [LEFT + week * CELL, TOP + weekday * CELL];
      const warmth = heatOf(day.count);
      picture.rect(x + 2, y + 2, CELL - 4, CELL - 4, warmth === 0 ? colours.track : heat[warmth - 1]!, 3);
      if (day.day === today) picture.frame(x + 2, y + 2, CELL - 4, CELL - 4, colours.text, 3);
      if (warmth > 0)
        picture.text(String(day.count), x + CELL / 2, y + CELL / 2, {
          align: 'center',
          colour: warmth === 3 ? colours.panel : colours.text,
        });
    }),
  );
  return picture.png();
}
