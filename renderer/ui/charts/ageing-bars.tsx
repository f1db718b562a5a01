import type { ReactNode } from 'react';
import styles from './ageing-bars.module.css';
import { Picture } from './picture.ts';
import type { PictureColours } from './picture.ts';

/** One stage of arrears, in words as they stand beside the bar. */
export interface AgeingBar {
  key: string;
  name: string;
  /** 10 笔 */
  count: string;
  /** 805.07 */
  amount: string;
  value: number;
  colour: string;
  /** What the list behind it counts, for the pointer and the reader. */
  title: string;
}

export interface AgeingBarsProps {
  bars: readonly AgeingBar[];
  total: { name: string; count: string; amount: string };
  /** With `table` the bars go and the figures stay. */
  view: 'chart' | 'table';
  onOpen: (key: string) => void;
}

const shareOf = (bar: AgeingBar, bars: readonly AgeingBar[]): number => {
  const most = Math.max(...bars.map((one) => one.value));
  return most > 0 ? Math.max(0, bar.value) / most : 0;
};

/** Arrears by age: one line a stage, each a door to the customers behind it. */
export function AgeingBars({ bars, total, view, onOpen }: AgeingBarsProps): ReactNode {
  return (
    <div className={styles['ageing']} data-view={view}>
      {bars.map((bar) => (
        <button
          key={bar.key}
          type="button"
          className={styles['row']}
          title={bar.title}
          aria-label={`${bar.name} ${bar.count} ${bar.amount}, ${bar.title}`}
          onClick={() => onOpen(bar.key)}
        >
          <span className={styles['name']}>{bar.name}</span>
          {view === 'chart' && (
            <span className={styles['track']}>
              <i style={{ width: `${shareOf(bar, bars) * 100}%`, background: bar.colour }} />
            </span>
          )}
          <span className={styles['count']}>{bar.count}</span>
          <span className={styles['amount']}>{bar.amount}</span>
        </button>
      ))}
      <div className={styles['total']}>
        <span className={styles['name']}>{total.name}</span>
        {view === 'chart' && <span />}
        <span className={styles['count']}>{total.count}</span>
        <span className={styles['amount']}>{total.amount}</span>
      </div>
    </div>
  );
}

const WIDTH = 560;
const ROW = 36;
const TOP = 64;
/** Where bars of the picture begin at the least, and where they end. */
const BARS = { from: 104, to: 324 };
const CHARACTER = 13;

export function ageingPicture(
  title: string,
  { bars, total }: Pick<AgeingBarsProps, 'bars' | 'total'>,
  colours: PictureColours,
): Promise<Uint8Array<ArrayBuffer>> {
  const picture = new Picture(WIDTH, TOP + (bars.length + 1) * ROW + 16, colours);
  picture.text(title, 16, 28, { size: 14, strong: true });
  const longest = Math.max(...bars.map(({ name }) => name.length));
  const from = Math.min(Math.max(BARS.from, 28 + longest * CHARACTER), BARS.to - 40);
  const width = BARS.to - from;
  bars.forEach((bar, i) => {
    const y = TOP + i * ROW;
    picture.text(bar.name, 16, y);
    picture.rect(from, y - 6, width, 12, colours.track, 3);
    picture.rect(from, y - 6, width * shareOf(bar, bars), 12, bar.colour, 3);
    picture.text(bar.count, 430, y, { align: 'right', colour: colours.quiet });
    picture.text(bar.amount, WIDTH - 16, y, { align: 'right' });
  });
  const y = TOP + bars.length * ROW;
  picture.line(
    [
      [16, y - ROW / 2],
      [WIDTH - 16, y - ROW / 2],
    ],
    colours.line,
  );
  picture.text(total.name, 16, y, { strong: true });
  picture.text(total.count, 430, y, { align: 'right', strong: true });
  picture.text(total.amount, WIDTH - 16, y, { align: 'right', strong: true });
  return picture.png();
}
