import type { Channel } from '../../shared/domain/org-units.ts';
import type { DemoOptions } from './options.ts';
import { places } from './resources.ts';

/**
 * The territory of the demo: one region, two local networks, six centres, each with a department per channel.
 * Codes speak: LJ-QH-01-GZ-2-3 is region, network, centre, department, zone, community; `-0` is the pool.
 */
export interface Department {
  code: string;
  channel: Channel;
  pool: string;
  communities: Community[];
  zones: { code: string; name: string }[];
}

export interface Community {
  code: string;
  /** Its part of the department's customers. */
  weight: number;
}

export interface Centre {
  code: string;
  area: string;
  city: string;
  networkCode: string;
  /** The letters before a broadband account and the area code before every number. */
  letters: string;
  areaCode: string;
  /** Seven-digit numbers of the centre start with it. */
  leadingDigit: string;
  /** Its part of all customers, 0 to 1. */
  share: number;
  departments: Record<Channel, Department>;
}

export interface Unit {
  code: string;
  name: string;
  parent: string;
  type: string;
  channel: string;
  area: string;
}

export interface Region {
  code: string;
  units: Unit[];
  centres: Centre[];
}

const CHANNEL_WORDS = {
  MASS_MARKET: { code: 'GZ', word: '公众', department: '公众客户部' },
  BUSINESS: { code: 'SY', word: '商业', department: '商业客户部' },
  KEY_ACCOUNT: { code: 'DK', word: '大客户', department: '大客户部' },
  CONTRACT_AGENT: { code: 'TB', word: '统包', department: '统包部' },
} as const satisfies Record<Channel, { code: string; word: string; department: string }>;

export const channelWord = (channel: Channel): string => CHANNEL_WORDS[channel].word;
const CHANNEL_ORDER = ['MASS_MARKET', 'BUSINESS', 'KEY_ACCOUNT', 'CONTRACT_AGENT'] as const;

/** About this many customers a person: large stocks get more communities, not larger ones. */
const CUSTOMERS_PER_COMMUNITY = 1_000;
const COMMUNITIES_PER_ZONE = 3;

export function buildRegion({ customers, spread }: Pick<DemoOptions, 'customers' | 'spread'>): Region {
  const units: Unit[] = [];
  const { code, name } = places.region;
  units.push({ code, name, parent: '', type: '省公司', channel: '', area: '' });
  for (const network of places.networks)
    units.push({
      code: network.code,
      name: network.name,
      parent: code,
      type: '本地网',
      channel: '',
      area: '',
    });

  const shares = centreShares(spread);
  const centres = places.networks.flatMap((network) =>
    network.centres.map((centre): Centre => {
      const centreCode = `${network.code}-${centre.number}`;
      const share = shares.get(centre.number) ?? 0;
      units.push({
        code: centreCode,
        name: `${network.city}市${centre.area}中心`,
        parent: network.code,
        type: '中心',
        channel: '',
        area: centre.area,
      });
      const department = (channel: Channel): Department =>
        buildDepartment(units, centreCode, centre, channel, customers * share);
      const [publicOne, business, keyAccounts, contracts] = CHANNEL_ORDER.map(department);
      return {
        code: centreCode,
        area: centre.area,
        city: network.city,
        networkCode: network.code,
        letters: network.letters,
        areaCode: network.areaCode,
        leadingDigit: centre.leadingDigit,
        share,
        departments: {
          MASS_MARKET: publicOne!,
          BUSINESS: business!,
          KEY_ACCOUNT: keyAccounts!,
          CONTRACT_AGENT: contracts!,
        },
      };
    }),
  );
  return { code, units, centres };
}

function centreShares(spread: DemoOptions['spread']): Map<string, number> {
  const first = places.networks[0]!;
  const centres =
    spread === 'region'
      ? places.networks.flatMap((network) => network.centres)
      : spread === 'network'
        ? first.centres
        : first.centres.slice(0, 1);
  const total = centres.reduce((sum, centre) => sum + centre.share, 0);
  return new Map(centres.map((centre) => [centre.number, centre.share / total]));
}

function buildDepartment(
  units: Unit[],
  centreCode: string,
  { area, zones: zoneNames }: { area: string; zones: string[] },
  channel: Channel,
  centreCustomers: number,
): Department {
  const words = CHANNEL_WORDS[channel];
  const code = `${centreCode}-${words.code}`;
  const add = (unit: Omit<Unit, 'channel' | 'area'>): void => {
    units.push({ ...unit, channel: words.word, area });
  };
  add({ code, name: `${area}${words.department}`, parent: centreCode, type: '部门' });

  const department: Department = { code, channel, pool: `${code}-0`, communities: [], zones: [] };
  if (channel === 'MASS_MARKET') {
    const count = Math.max(5, Math.ceil((centreCustomers * 0.85) / CUSTOMERS_PER_COMMUNITY));
    for (let i = 0; i < count; i++) {
      const zoneNumber = Math.floor(i / COMMUNITIES_PER_ZONE) + 1;
      const zoneCode = `${code}-${zoneNumber}`;
      if (i % COMMUNITIES_PER_ZONE === 0) {
        const round = Math.floor((zoneNumber - 1) / zoneNames.length);
        const name = `${zoneNames[(zoneNumber - 1) % zoneNames.length]}${round === 0 ? '' : round + 1}片`;
        department.zones.push({ code: zoneCode, name });
        add({ code: zoneCode, name, parent: code, type: '片' });
      }
      const zone = department.zones.at(-1)!;
      const number = (i % COMMUNITIES_PER_ZONE) + 1;
      const community = `${zoneCode}-${number}`;
      add({ code: community, name: `${zone.name}${number}社区`, parent: zoneCode, type: '社区' });
      // The first community is a full day's work for one person even in a small demo; the others thin out.
      department.communities.push({ code: community, weight: 1 / (1 + (i % 6) * 0.8) });
    }
  } else {
    const count = channel === 'KEY_ACCOUNT' ? 1 : 2;
    for (let i = 1; i <= count; i++) {
      const community = `${code}-${i}`;
      const name = channel === 'CONTRACT_AGENT' ? `${area}统包${i}区` : `${area}${words.word}${i}社区`;
      add({ code: community, name, parent: code, type: '社区' });
      department.communities.push({ code: community, weight: i === 1 ? 2 : 1 });
    }
  }
  add({ code: department.pool, name: `${area}${words.word}未分配社区`, parent: code, type: '未分配社区' });
  return department;
}
