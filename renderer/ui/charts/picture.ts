/** Colours of the theme that a picture is drawn with. */
export interface PictureColours {
  text: string;
  quiet: string;
  line: string;
  track: string;
  panel: string;
  fontFamily: string;
}

export interface PictureText {
  align?: CanvasTextAlign;
  colour?: string;
  size?: number;
  strong?: boolean;
}

/** Twice as many points as pixels, so that a picture stays sharp in a document. */
const SCALE = 2;

/** A few strokes on a canvas: what a chart that is not ECharts' needs to leave as a PNG. */
export class Picture {
  readonly colours: PictureColours;
  readonly width: number;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;

  constructor(width: number, height: number, colours: PictureColours) {
    this.colours = colours;
    this.width = width;
    this.#canvas = document.createElement('canvas');
    this.#canvas.width = width * SCALE;
    this.#canvas.height = height * SCALE;
    const context = this.#canvas.getContext('2d');
    if (context === null) throw new Error('no canvas to draw on');
    context.scale(SCALE, SCALE);
    context.textBaseline = 'middle';
    this.#context = context;
    this.rect(0, 0, width, height, colours.panel);
  }

  text(text: string, x: number, y: number, look: PictureText = {}): void {
    const { align = 'left', colour = this.colours.text, size = 13, strong = false } = look;
    this.#context.font = `${strong ? 600 : 400} ${size}px ${this.colours.fontFamily}`;
    this.#context.textAlign = align;
    this.#context.fillStyle = colour;
    this.#context.fillText(text, x, y);
  }

  rect(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    this.#context.fillStyle = colour;
    this.#context.beginPath();
    this.#context.roundRect(x, y, width, height, radius);
    this.#context.fill();
  }

  frame(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    this.#context.strokeStyle = colour;
    this.#context.lineWidth = 2;
    this.#context.beginPath();
    this.#context.roundRect(x, y, width, height, radius);
    this.#context.stroke();
  }

  line(points: readonly (readonly [number, number])[], colour: string, width = 1): void {
    this.#context.strokeStyle = colour;
    this.#context.lineWidth = width;
    this.#context.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? this.#context.moveTo(x, y) : this.#context.lineTo(x, y)));
    this.#context.stroke();
  }

  /** The course of some values from left to right in a box, the lowest at its bottom. */
  course(values: readonly number[], box: { x: number; y: number; width: number; height: number }): void {
    const low = Math.min(...values);
    const rise = Math.max(...values) - low || 1;
    const step = box.width / Math.max(1, values.length - 1);
    this.line(
      values.map((value, i) => [box.x + i * step, box.y + box.height * (1 - (value - low) / rise)] as const),
      this.colours.quiet,
      1.5,
    );
  }

  async png(): Promise<Uint8Array<ArrayBuffer>> {
    const blob = await new Promise<Blob | null>((resolve) => this.#canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('the picture could not be made');
    return new Uint8Array(await blob.arrayBuffer());
  }
}
