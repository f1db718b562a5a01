import { formatYuan, formatYuanDifference } from '../../../shared/lib/money.ts';
import type { Mover } from '../../../shared/reports/index.ts';
import type { CustomerSummary } from '../../data/types.ts';
import { Picture } from '../../ui/charts/index.ts';
import type { PictureColours } from '../../ui/charts/index.ts';

const WIDTH = 620;
const ROW = 30;
const TOP = 84;
const LINE = { x: 270, width: 90, height: 20 };

/** The movers as they stand in the panel, without the buttons. `note`: what is not in it. */
export function moversPicture(
  movers: readonly Mover[],
  at: (key: number) => CustomerSummary,
  words: { title: string; revenue: string; change: string; note: string },
  colours: PictureColours,
): Promise<Uint8Array<ArrayBuffer>> {
  const picture = new Picture(WIDTH, TOP + movers.length * ROW + 10, colours);
  picture.text(words.title, 16, 28, { size: 14, strong: true });
  picture.text(words.note, 16, TOP - 26, { size: 12, colour: colours.quiet });
  picture.text(words.revenue, 480, TOP - 26, { align: 'right', size: 12, colour: colours.quiet });
  picture.text(words.change, WIDTH - 16, TOP - 26, { align: 'right', size: 12, colour: colours.quiet });
  movers.forEach(({ key, revenue, change }, i) => {
    const { name, trend } = at(key);
    const y = TOP + i * ROW;
    picture.text(name.length > 18 ? `${name.slice(0, 17)}…` : name, 16, y);
    picture.course(trend, { ...LINE, y: y - LINE.height / 2 });
    picture.text(formatYuan(revenue), 480, y, { align: 'right' });
    picture.text(formatYuanDifference(change), WIDTH - 16, y, { align: 'right' });
    picture.line(
      [
        [16, y + ROW / 2],
        [WIDTH - 16, y + ROW / 2],
      ],
      colours.line,
    );
  });
  return picture.png();
}
