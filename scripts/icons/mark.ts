import type { Pixels } from './png.ts';

type Colour = readonly [number, number, number];
type Point = readonly [number, number];

const PETROL: Colour = [0x0e, 0x3a, 0x42];
const YELLOW: Colour = [0xf2, 0xc1, 0x4e];
const ICE: Colour = [0x8f, 0xd3, 0xdd];

/** A figure by its signed distance: below 0 is inside. Units are those of resources/icons/mark.svg, 32 wide. */
interface Figure {
  readonly colour: Colour;
  readonly distance: (at: Point) => number;
}

const BARS: readonly Figure[] = [
  stroke([8, 9.5], [24, 9.5]),
  stroke([8, 16], [18, 16]),
  stroke([8, 22.5], [13.5, 22.5]),
  dot([22.8, 16]),
  dot([18.4, 22.5]),
];

/** The mark on its rounded ground, as an application shows it. `inset`: free space around, in units of 32. */
export function markPixels(size: number, inset = 0): Pixels {
  return draw(size, inset, [{ colour: PETROL, distance: rounded(6) }, ...BARS]);
}

function stroke(from: Point, to: Point): Figure {
  const [x1, y1] = from;
  const length = to[0] - x1;
  return {
    colour: YELLOW,
    distance: ([x, y]) => Math.hypot(x - x1 - Math.min(length, Math.max(0, x - x1)), y - y1) - 1.5,
  };
}

function dot([cx, cy]: Point): Figure {
  return { colour: ICE, distance: ([x, y]) => Math.hypot(x - cx, y - cy) - 2.2 };
}

function rounded(radius: number) {
  return ([x, y]: Point): number => {
    const dx = Math.abs(x - 16) - (16 - radius);
    const dy = Math.abs(y - 16) - (16 - radius);
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(0, Math.max(dx, dy)) - radius;
  };
}

/** Each figure over the one before, its edge as soft as a pixel is wide. */
function draw(size: number, inset: number, figures: readonly Figure[]): Pixels {
  const rgba = new Uint8Array(size * size * 4);
  const unit = (32 + inset * 2) / size;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at: Point = [(column + 0.5) * unit - inset, (row + 0.5) * unit - inset];
      let colour: Colour = [0, 0, 0];
      let alpha = 0;
      for (const figure of figures) {
        const cover = Math.min(1, Math.max(0, 0.5 - figure.distance(at) / unit));
        if (cover === 0) continue;
        const below = alpha * (1 - cover);
        const sum = cover + below;
        colour = mix(colour, figure.colour, cover / sum);
        alpha = sum;
      }
      rgba.set([...colour.map(Math.round), Math.round(alpha * 255)], (row * size + column) * 4);
    }
  }
  return { size, rgba };
}

const mix = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];
