import type { Channel } from '../../shared/domain/org-units.ts';
import type { RandomStream } from './random.ts';
import { businesses, people } from './resources.ts';

/** A personal name of two to four characters: 江晓岚. */
export function personName(random: RandomStream): string {
  const surname = random.chance(0.02) ? random.pick(people.compoundSurnames) : random.pick(people.surnames);
  const first = random.pick(people.given);
  if (random.chance(0.22)) return surname + first;
  const second = random.pick(people.given);
  return surname + first + second;
}

/** What stands on the bill: a person, a shop, a company, an institution or an agent, by the kind of customer. */
export function customerName(random: RandomStream, channel: Channel, city: string, area: string): string {
  const { shopMarks, shopTrades, companyMarks, companyTrades, companyForms, institutions, agents } =
    businesses;
  const shop = (): string => random.pick(shopMarks) + random.pick(shopTrades);
  const company = (): string =>
    city + random.pick(companyMarks) + random.pick(companyTrades) + random.pick(companyForms);
  switch (channel) {
    case 'MASS_MARKET':
      return random.chance(0.08) ? area + shop() : personName(random);
    case 'BUSINESS':
      return random.chance(0.45) ? area + shop() : company();
    case 'KEY_ACCOUNT':
      return random.chance(0.4) ? `${city}市${area}${random.pick(institutions)}` : company();
    case 'CONTRACT_AGENT':
      return random.chance(0.5)
        ? area + random.pick(shopMarks) + random.pick(agents)
        : `${personName(random)}${random.pick(agents)}`;
  }
}

/** Whether a name of the mass market is that of a shop: shops are called after their area, people are not. */
export const isShopName = (name: string, area: string): boolean => name.startsWith(area);
