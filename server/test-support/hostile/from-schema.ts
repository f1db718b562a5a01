import type { Chance } from '../../../shared/lib/chance.ts';
import { anything, bareHostileText, hostileNumber, hostileText } from './values.ts';

/** The part of JSON Schema that the schemas of routes are written in. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  additionalProperties?: boolean | Schema;
}

const SAMPLES: Readonly<Record<string, string>> = {
  uuid: '01935c1e-7d3a-7c55-9b51-7d3f0c1d2e3f',
  'date-time': '2026-11-20T10:00:00+08:00',
  date: '2026-11-20',
  uri: 'https://example.test/',
};
/** Codes and words that stand in the store of the test, days and months: what near-valid requests are made of. */
const WORDS = ['A1', 'KH1', '30001', '2026-11', '2026-11-20', '1', 'a', '0', 'laptop', '武鸣'];

/** A value of the schema; with the given chance at each place something else stands there. */
export function fromSchema(schema: Schema, chance: Chance, spoil: number): unknown {
  if (chance.is(spoil)) return chance.is(0.5) ? anything(chance) : spoiledLike(schema, chance);
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice !== undefined) return fromSchema(chance.pick(choice) ?? {}, chance, spoil);
  if (schema.allOf !== undefined)
    return Object.assign({}, ...schema.allOf.map((part) => fromSchema(part, chance, spoil))) as unknown;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return chance.pick(schema.enum);
  const type = Array.isArray(schema.type) ? chance.pick(schema.type) : schema.type;
  switch (type) {
    case 'object':
      return objectOf(schema, chance, spoil);
    case 'array':
      return arrayOf(schema, chance, spoil);
    case 'string':
      return textOf(schema, chance);
    case 'integer':
    case 'number':
      return Math.round(
        (schema.minimum ?? 0) +
          chance.below(Math.min(50, (schema.maximum ?? 50) - (schema.minimum ?? 0) + 1)),
      );
    case 'boolean':
      return chance.is(0.5);
    case 'null':
      return null;
    default:
      return anything(chance);
  }
}

function spoiledLike(schema: Schema, chance: Chance): unknown {
  if (schema.type === 'string') return chance.is(0.5) ? hostileText(chance) : bareHostileText(chance);
  if (schema.type === 'integer' || schema.type === 'number') return hostileNumber(chance);
  return anything(chance);
}

function objectOf(schema: Schema, chance: Chance, spoil: number): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const wanted = schema.required?.includes(name) ?? false;
    if (wanted ? !chance.is(spoil / 2) : chance.is(0.6)) made[name] = fromSchema(property, chance, spoil);
  }
  if (schema.properties === undefined && typeof schema.additionalProperties === 'object')
    for (let count = chance.below(3); count > 0; count--)
      made[chance.pick(WORDS) ?? 'a'] = fromSchema(schema.additionalProperties, chance, spoil);
  if (chance.is(spoil)) made[bareHostileText(chance)] = anything(chance);
  return made;
}

function arrayOf(schema: Schema, chance: Chance, spoil: number): unknown[] {
  if (schema.prefixItems !== undefined)
    return schema.prefixItems.map((item) => fromSchema(item, chance, spoil));
  const least = schema.minItems ?? 0;
  const count = Math.min(schema.maxItems ?? 4, least + chance.below(4));
  return Array.from({ length: count }, () => fromSchema(schema.items ?? {}, chance, spoil));
}

function textOf(schema: Schema, chance: Chance): string {
  const sample = schema.format === undefined ? undefined : SAMPLES[schema.format];
  if (sample !== undefined) return sample;
  if (schema.pattern !== undefined) {
    const pattern = new RegExp(schema.pattern, 'u');
    return WORDS.find((word) => pattern.test(word)) ?? '1';
  }
  const word = chance.pick(WORDS) ?? 'a';
  return word.padEnd(schema.minLength ?? 0, 'a').slice(0, schema.maxLength ?? 64);
}
