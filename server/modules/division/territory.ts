import type { PoolClient } from 'pg';
import type { DivisionTarget } from '../../../shared/domain/division.ts';
import { type Channel, holdsCustomers, type UnitKind } from '../../../shared/domain/org-units.ts';

/** A unit as division needs it: where it stands, what it is called, who serves customers there. */
export interface DivisionUnit extends DivisionTarget {
  unitCode: string;
  name: string;
  /** 营销属性 of the customers there: the department above. */
  departmentCode: string;
  departmentName: string;
}

interface UnitRow {
  unit_code: string;
  name: string;
  kind: UnitKind;
  channel: Channel | null;
  billing_area: string | null;
  path: string[];
  retired: boolean;
}

/** All units by their codes; a region has some thousand. */
export async function readUnits(client: Pick<PoolClient, 'query'>): Promise<Map<string, DivisionUnit>> {
  const { rows } = await client.query<UnitRow>(
    `select unit_code, name, kind, channel, billing_area, path, retired_on is not null as retired from org_unit`,
  );
  const byCode = new Map(rows.map((row) => [row.unit_code, row]));
  return new Map(
    rows.map((row) => {
      const above = (kind: UnitKind): UnitRow | undefined =>
        row.path
          .toReversed()
          .map((code) => byCode.get(code))
          .find((unit) => unit?.kind === kind);
      const department = above('CUSTOMER_DEPARTMENT');
      return [
        row.unit_code,
        {
          unitCode: row.unit_code,
          name: row.name,
          kind: row.kind,
          channel: row.channel,
          billingArea: row.billing_area,
          path: row.path,
          retired: row.retired,
          networkCode: above('LOCAL_NETWORK')?.unit_code ?? null,
          departmentCode: department?.unit_code ?? row.unit_code,
          departmentName: department?.name ?? row.name,
        },
      ];
    }),
  );
}

export type FoundCommunity =
  { kind: 'FOUND'; unit: DivisionUnit } | { kind: 'AMBIGUOUS'; codes: string[] } | { kind: 'UNKNOWN' };

const NEARBY = 3;
/** A sheet that knows more names than that wrongly is not put right by suggestions, and each of them is a search. */
const MOST_LOOKED_FOR = 50;

/** Finds communities by what a cell says: a code, or a name that only one of them has. */
export class CommunityFinder {
  readonly #byCode: ReadonlyMap<string, DivisionUnit>;
  readonly #byName = new Map<string, DivisionUnit[]>();
  readonly #namesLike = new Map<string, string[]>();
  #pairsOfNames: { name: string; pairs: ReadonlySet<string> }[] | undefined;

  constructor(units: ReadonlyMap<string, DivisionUnit>) {
    this.#byCode = units;
    for (const unit of units.values()) {
      if (!holdsCustomers(unit)) continue;
      const same = this.#byName.get(unit.name);
      if (same) same.push(unit);
      else this.#byName.set(unit.name, [unit]);
    }
  }

  find(written: string): FoundCommunity {
    const text = written.trim();
    const coded = this.#byCode.get(text);
    if (coded) return { kind: 'FOUND', unit: coded };
    const named = this.#byName.get(text) ?? [];
    const live = named.filter((unit) => !unit.retired);
    const only = live.length === 1 ? live[0] : named.length === 1 ? named[0] : undefined;
    if (only) return { kind: 'FOUND', unit: only };
    if (named.length > 1) return { kind: 'AMBIGUOUS', codes: named.map((unit) => unit.unitCode) };
    return { kind: 'UNKNOWN' };
  }

  /** Names that an unknown one may stand for; none once this finder has looked for as many texts as it will. */
  namesLike(written: string): string[] {
    const text = written.trim();
    if (text === '') return [];
    const known = this.#namesLike.get(text);
    if (known) return known;
    if (this.#namesLike.size >= MOST_LOOKED_FOR) return [];
    const names = this.#nearby(text);
    this.#namesLike.set(text, names);
    return names;
  }

  #nearby(text: string): string[] {
    this.#pairsOfNames ??= [...this.#byName.keys()].map((name) => ({ name, pairs: new Set(pairsOf(name)) }));
    const pairs = pairsOf(text);
    return this.#pairsOfNames
      .map((named) => ({ name: named.name, likeness: likeness(pairs, named.pairs) }))
      .filter((candidate) => candidate.likeness >= 0.5)
      .sort((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1))
      .slice(0, NEARBY)
      .map((candidate) => candidate.name);
  }
}

/** All pairs of neighbouring characters. */
const pairsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));

/** Of all pairs of two texts, the share that both have: 1 for the same text, 0 for strangers. */
function likeness(ofA: readonly string[], ofB: ReadonlySet<string>): number {
  if (ofA.length + ofB.size === 0) return 0;
  return (2 * ofA.filter((pair) => ofB.has(pair)).length) / (ofA.length + ofB.size);
}
