import { z } from 'zod';
import type { UnitPreview } from '../../../../shared/api/administration.ts';
import { HANGING, UNIT_FAULTS } from '../../../../shared/domain/unit-rules.ts';
import type { Translate } from '../../../i18n/index.ts';
import { TransportError } from '../../../sync/transport-error.ts';
import { onlineProblem } from '../../online/index.ts';

type Held = Pick<UnitPreview, 'units' | 'customers' | 'people' | 'rules' | 'requests' | 'groups' | 'hanging'>;

const COUNT_OF = {
  UNITS: 'units',
  CUSTOMERS: 'customers',
  PEOPLE: 'people',
  RULES: 'rules',
  REQUESTS: 'requests',
  GROUPS: 'groups',
} as const;

/** `客户 33、人员 1`: what has to go elsewhere first. */
export const hangingWords = (held: Held, t: Translate): string =>
  held.hanging
    .map((what) => `${t(`administration.units.count_${COUNT_OF[what]}`)} ${held[COUNT_OF[what]]}`)
    .join('、');

const fault = z.object({ reason: z.enum(UNIT_FAULTS) });
const inUse = z.object({
  hanging: z.array(z.enum(HANGING)),
  units: z.number(),
  customers: z.number(),
  people: z.number(),
  rules: z.number(),
  requests: z.number(),
  groups: z.number(),
});

/** Why a unit was not changed, in words. */
export function unitProblem(problem: unknown, t: Translate): string {
  const details = problem instanceof TransportError ? problem.details : {};
  const misplaced = fault.safeParse(details);
  const held = inUse.safeParse(details);
  return onlineProblem(problem, t, {
    E_UNIT: misplaced.success
      ? t(`administration.units.fault_${misplaced.data.reason}`)
      : t('online.E_REQUEST'),
    E_UNIT_EXISTS: t('administration.units.exists'),
    E_UNIT_IN_USE: held.success
      ? t('administration.units.hangsHint', { what: hangingWords(held.data, t) })
      : t('administration.units.hangs'),
  });
}
