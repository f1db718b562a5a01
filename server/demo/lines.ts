import type { Cabinet } from './cabinets.ts';
import { NUMBERS_PER_CABINET, numberOf } from './cabinets.ts';
import type { RandomStream } from './random.ts';
import type { Centre } from './region.ts';
import { places } from './resources.ts';

/** A pair of wires: a number that no other subscription has, the cabinet it hangs on, and where it ends. */
export interface Line {
  accessNumber: string;
  cabinet: string;
  /** 端子, three digits. */
  terminal: string;
  address: string;
}

/** What the cabinets of one centre lead to. */
export interface LineStock {
  byCommunity: ReadonlyMap<string, readonly Cabinet[]>;
  pool: readonly Cabinet[];
  all: readonly Cabinet[];
}

export function stockOf(cabinets: readonly Cabinet[]): LineStock {
  const byCommunity = new Map<string, Cabinet[]>();
  for (const cabinet of cabinets) {
    if (cabinet.aim.kind === 'pool') continue;
    const list = byCommunity.get(cabinet.aim.code) ?? [];
    list.push(cabinet);
    byCommunity.set(cabinet.aim.code, list);
  }
  return { byCommunity, pool: cabinets.filter((cabinet) => cabinet.aim.kind === 'pool'), all: cabinets };
}

/** Takes a free number of one of the wanted cabinets, of any of the centre when those are full. */
export function takeLine(
  random: RandomStream,
  centre: Centre,
  stock: LineStock,
  wanted: readonly Cabinet[],
  broadband: boolean,
): Line {
  const cabinet = freeFrom(wanted, random.int(0, 1_000_000)) ?? freeFrom(stock.all, random.int(0, 1_000_000));
  if (!cabinet) throw new Error(`no number is left in ${centre.code}`);
  const room = NUMBERS_PER_CABINET - cabinet.firstSlot;
  // 7 shares no divisor with 400 or 200: the numbers given are spread over the whole range, and none comes twice.
  const slot = cabinet.firstSlot + ((cabinet.used * 7 + 3) % room);
  cabinet.used++;
  const number = numberOf(centre, cabinet.base + slot);
  return {
    accessNumber: broadband
      ? `${centre.letters}${centre.areaCode}${number}${String(random.int(0, 99)).padStart(2, '0')}`
      : `${centre.areaCode}-${number}`,
    cabinet: cabinet.code,
    terminal: String(slot + 1).padStart(3, '0'),
    address: addressAt(random, centre, cabinet),
  };
}

function freeFrom(cabinets: readonly Cabinet[], start: number): Cabinet | undefined {
  for (let i = 0; i < cabinets.length; i++) {
    const cabinet = cabinets[(start + i) % cabinets.length]!;
    if (cabinet.used < NUMBERS_PER_CABINET - cabinet.firstSlot) return cabinet;
  }
  return undefined;
}

/** Neighbours on a cabinet live on one road and in one estate: 青禾市东渡区望渡路118号橘园小区6栋1202室. */
function addressAt(random: RandomStream, centre: Centre, cabinet: Cabinet): string {
  const place = Number(centre.leadingDigit) * 7 + cabinet.base / NUMBERS_PER_CABINET;
  const road = places.roads[place % places.roads.length]!;
  const house = `${centre.city}市${centre.area}区${road}${(place % 60) * 4 + random.int(1, 9)}号`;
  if (random.chance(0.15)) return `${house}一层${random.int(1, 12)}号铺`;
  const estate = places.estates[place % places.estates.length]!;
  const room = `${random.int(1, 24)}${String(random.int(1, 6)).padStart(2, '0')}`;
  return `${house}${estate}${random.int(1, 28)}栋${room}室`;
}
