import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberDigits, placeByRules, type CabinetRule } from '../../../shared/domain/placement.ts';
import { freshDatabase, type FreshDatabase } from '../../test-support/fresh-database.ts';

/** The rules in SQL, which whole files go through, and in TypeScript, which people read: the same answers. */
let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await database.pool.query(`
    insert into org_unit (unit_code, name, kind, path) values
      ('A-1', '一', 'COMMUNITY', '{A-1}'), ('A-10', '十', 'COMMUNITY', '{A-10}'), ('A-2', '二', 'COMMUNITY', '{A-2}'),
      ('a-1', '小', 'COMMUNITY', '{a-1}')`);
});
afterAll(() => database.drop());

const DAY = '2026-11-20';

// Small numbers, so that ranges nest, touch and tie often; some are written with a dash, some are broadband accounts.
const value = fc.integer({ min: 0, max: 40 });
const written = fc
  .tuple(value, fc.constantFrom('', '0771-', '07-71'))
  .map(([n, before]) => `${before}${before === '' ? n : String(n).padStart(7, '0')}`);
const range = fc.oneof(
  { weight: 1, arbitrary: fc.constant<[string, string]>(['', '']) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(written, written)
      .map(([a, b]): [string, string] =>
        BigInt(numberDigits(a)) <= BigInt(numberDigits(b)) ? [a, b] : [b, a],
      ),
  },
);
const rule = fc
  .tuple(fc.constantFrom('C1', 'C2'), range, fc.constantFrom('A-1', 'A-10', 'A-2', 'a-1', null))
  .map(([cabinet, [rangeFrom, rangeTo], communityCode]): CabinetRule => ({
    cabinet,
    rangeFrom,
    rangeTo,
    communityCode,
  }));
const rules = fc.uniqueArray(rule, { maxLength: 12, selector: (one) => JSON.stringify(one) });
const accessNumber = fc.oneof(
  written,
  value.map((n) => `nn0771${String(n).padStart(7, '0')}27`),
  fc.constantFrom('', '无', 'nn07715500150', 'NN0771000001527', 'nn077100000152'),
);
const lines = fc.uniqueArray(fc.tuple(accessNumber, fc.constantFrom('C1', 'C2', 'C3', undefined)), {
  minLength: 1,
  maxLength: 12,
  selector: ([number]) => number,
});

describe('place_by_rules', () => {
  it('says of every number what placeByRules says', async () => {
    await fc.assert(
      fc.asyncProperty(rules, lines, async (someRules, someLines) => {
        const { pool } = database;
        await pool.query('delete from cabinet_rule; delete from line97');
        for (const one of someRules)
          await pool.query(
            `insert into cabinet_rule (cabinet, billing_area, range_from, range_to, from_digits, to_digits, community_code)
             values ($1, '', $2, $3, $4, $5, $6)`,
            [
              one.cabinet,
              one.rangeFrom,
              one.rangeTo,
              numberDigits(one.rangeFrom) || null,
              numberDigits(one.rangeTo) || null,
              one.communityCode,
            ],
          );
        for (const [number, cabinet] of someLines)
          if (cabinet !== undefined)
            await pool.query(`insert into line97 values ($1, $2, '', '')`, [number, cabinet]);
        const { rows } = await pool.query(
          `select number, community_code as "communityCode", placement from place_by_rules($1, $2)`,
          [someLines.map(([number]) => number), DAY],
        );
        const expected = someLines.map(([number, cabinet]) => ({
          number,
          ...placeByRules(number, cabinet, someRules, DAY),
        }));
        const byNumber = (a: { number: string }, b: { number: string }): number =>
          a.number < b.number ? -1 : 1;
        expect(rows.sort(byNumber)).toEqual(expected.sort(byNumber));
      }),
      { numRuns: 150 },
    );
  });

  it('passes over retired rules, and a community that is retired takes nobody', async () => {
    await database.pool.query(`
      delete from cabinet_rule; delete from line97;
      insert into line97 values ('1', 'C1', '', ''), ('2', 'C2', '', '');
      insert into cabinet_rule (cabinet, billing_area, community_code, retired_on) values ('C1', '', 'A-1', '2026-01-01'), ('C2', '', 'A-2', null);
      update org_unit set retired_on = '2026-01-01' where unit_code = 'A-2'`);
    const { rows } = await database.pool.query(
      `select number, community_code, placement ->> 'reason' as reason from place_by_rules('{1,2}', $1) order by 1`,
      [DAY],
    );
    expect(rows).toEqual([
      { number: '1', community_code: null, reason: 'NO_RULE' },
      { number: '2', community_code: null, reason: 'RULE_WITHOUT_COMMUNITY' },
    ]);
  });
});
