import { leavingAnAdministrator } from '../../modules/administration/guard.ts';
import type { Applied, Intake } from '../definition.ts';
import { Refusal } from '../refusal.ts';

/**
 * A file may say who works where and how units hang together, but not, forced or not, that nobody is left who could put
 * it right on a screen. @throws Refusal E_LAST_ADMIN
 */
export const keepingAnAdministrator = (
  { client, today }: Intake,
  apply: () => Promise<Applied>,
): Promise<Applied> =>
  leavingAnAdministrator(
    client,
    today,
    apply,
    () =>
      new Refusal('E_LAST_ADMIN', 'the file takes away the last administrator of the region who can sign in'),
  );
