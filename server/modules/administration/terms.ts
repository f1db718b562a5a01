/**
 * Where people work, in SQL. A term that is over counts no more: whoever was a deputy elsewhere belongs again to his own
 * administrators alone. One that has still to begin counts already, since somebody has to prepare it.
 *
 * `staffId`, `units` (a `text[]`) and `today` are SQL: a column, or a parameter such as `$1`.
 */
const term = (staffId: string, today: string, where: string): string =>
  `exists (select from staff_role term join org_unit place using (unit_code)
    where term.staff_id = ${staffId} and (term.valid_to is null or term.valid_to >= ${today}::date) and ${where})`;

/** Works at one of the units or below. */
export const worksWithin = (staffId: string, units: string, today: string): string =>
  term(staffId, today, `place.path && ${units}::text[]`);

/** Works at a unit that lies beneath none of them. */
export const worksBeyond = (staffId: string, units: string, today: string): string =>
  term(staffId, today, `not place.path && ${units}::text[]`);

/** Works within the units, or nowhere: then nobody else could help him. */
export const isInReach = (staffId: string, units: string, today: string): string =>
  `(${worksWithin(staffId, units, today)} or not ${term(staffId, today, 'true')})`;
