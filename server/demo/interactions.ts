import type { Interaction } from '../../shared/domain/rows.ts';
import { addDays } from '../../shared/lib/dates.ts';
import type { Day } from '../../shared/lib/dates.ts';
import { fnv1a32 } from '../../shared/lib/fnv.ts';
import { uuidv7 } from '../../shared/lib/ids.ts';
import { RandomStream } from './random.ts';
import { talks } from './resources.ts';

/** A customer as the store has placed it, and who looks after it there. */
export interface VisitedCustomer {
  customerCode: string;
  billingAccountNumber: string;
  staffNo: string;
}

const PART = 6;
const SHARE_OF_CUSTOMERS = 0.22;
const LOOKS_BACK_DAYS = 95;

/**
 * What the account manager of a customer wrote in the three months before the anchor month. It hangs on the account
 * number and the seed alone, ids included: writing it a second time finds it there.
 */
export function interactionsOf(customer: VisitedCustomer, seed: number, openingDay: Day): Interaction[] {
  const random = new RandomStream(seed, PART, fnv1a32(customer.billingAccountNumber));
  if (!random.chance(SHARE_OF_CUSTOMERS)) return [];
  return Array.from({ length: random.int(1, 3) }, (): Interaction => {
    const talk = random.pick(talks);
    const day = addDays(openingDay, -random.int(0, LOOKS_BACK_DAYS));
    const time = `${two(random.int(9, 17))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}.000`;
    const happenedAt = `${day}T${time}+08:00`;
    const nextOn = addDays(openingDay, random.int(1, 45));
    const interactionId = uuidv7(Date.parse(happenedAt), random.bytes(16));
    return {
      interactionId,
      customerCode: customer.customerCode,
      kind: random.chance(0.45) ? 'VISIT' : 'CALL',
      purpose: talk.purpose,
      outcome: talk.outcome,
      note: talk.note,
      ...(talk.nextStep === null ? {} : { nextStep: talk.nextStep, nextOn }),
      happenedAt,
      staffNo: customer.staffNo,
    };
  });
}

const two = (value: number): string => String(value).padStart(2, '0');
