import surface from '../surface/surface.json' with { type: 'json' };
import type { Surface } from '../surface/read-types.ts';
import { bridgeEnd } from './bridge-end.ts';
import { createCodec } from './codec.ts';
import { isolatedWorld } from './isolated-world.ts';

export const PRELOAD_WORLD = 'Electron Isolated Context';

export interface PageNames {
  /** What the preload's world calls to reach the main process. */
  binding: string;
  /** What the main process calls in the preload's world. */
  receiver: string;
  /** Of the events between the two worlds. */
  events: string;
}

const { renderer, types } = surface as Surface;
const MEMBERS = Object.fromEntries(
  Object.entries(renderer).map(([name, { type }]) => [name, types[type]?.members.split(' ') ?? []]),
);

/** Nothing runs in frames, nor in the empty page that a window begins with. */
const GUARD = `if (window !== window.top || location.protocol === 'about:') return;`;

const PAGE_BASE64 = `{ toText: (bytes) => bytes.toBase64(), toBytes: (text) => Uint8Array.fromBase64(text) }`;

/** Puts the page's end of the bridge in place before any script of the page. */
export const mainWorldScript = ({ events }: PageNames): string =>
  `(() => { ${GUARD} (${bridgeEnd.toString()})(${JSON.stringify(events)}, 'page', 'preload'); })();`;

/** The preload stands in it as a function: the policy of the page forbids making one from text. */
export const isolatedWorldScript = (names: PageNames, preload: string): string =>
  `(() => { ${GUARD}
  const bridge = (${bridgeEnd.toString()})(${JSON.stringify(names.events)}, 'preload', 'page');
  const codec = (${createCodec.toString()})(${PAGE_BASE64});
  (${isolatedWorld.toString()})(${JSON.stringify({ ...names, renderer: MEMBERS })}, codec, bridge,
  function (require, module, exports, process) {
${preload}
  });
})();`;

export const nodeCodec = createCodec({
  toText: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  toBytes: (text) => new Uint8Array(Buffer.from(text, 'base64')),
});
