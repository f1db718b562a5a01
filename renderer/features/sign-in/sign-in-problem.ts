import type { Translate } from '../../i18n/index.ts';
import type { SignInResult } from '../../session/types.ts';
import { momentOf, today } from '../../ui/format/index.ts';

export type SignInProblem = Extract<SignInResult, { ok: false }>;

export interface ProblemWords {
  /** What happened. */
  title: string;
  /** What was kept and what to do; absent where the field itself says it. */
  help?: string;
  code?: string;
}

/** Why a sign-in did not work, in words; `now` makes a time of the seconds to wait. */
export function problemWords(problem: SignInProblem, server: string, now: Date, t: Translate): ProblemWords {
  const code = problem.code === undefined ? {} : { code: problem.code };
  switch (problem.reason) {
    case 'credentials':
      return {
        title:
          problem.attemptsLeft === undefined
            ? t('signIn.problem.credentials')
            : t('signIn.problem.credentialsLeft', { count: problem.attemptsLeft }),
      };
    case 'passwordToChange':
      return { title: t('signIn.change.title') };
    case 'tooMany':
      return { title: tooMany(problem.retryAfterSeconds, now, t), help: t('signIn.problem.limitHelp') };
    case 'tooFast':
      return {
        title: t('signIn.problem.tooFast', { count: problem.retryAfterSeconds ?? 1 }),
        help: t('signIn.problem.tooFastHelp'),
      };
    case 'tooManyHere':
      return { title: tooMany(problem.retryAfterSeconds, now, t), help: t('signIn.problem.limitHereHelp') };
    case 'unknownHere':
      return { title: t('signIn.problem.unknownHere'), help: t('signIn.problem.unknownHereHelp') };
    case 'disabled':
      return { title: t('signIn.problem.disabled'), help: t('signIn.problem.disabledHelp') };
    case 'deviceRevoked':
      return { title: t('signIn.problem.device'), help: t('signIn.problem.deviceHelp') };
    case 'unreachable':
      return {
        title: t('signIn.problem.unreachable', { server }),
        help: t('signIn.problem.unreachableHelp'),
      };
    case 'notTheServer':
      return { title: t('signIn.problem.notTheServer'), help: t('signIn.problem.notTheServerHelp'), ...code };
    case 'upgrade':
      return { title: t('signIn.problem.upgrade'), help: t('signIn.problem.upgradeHelp'), ...code };
    case 'storage':
      return { title: t('signIn.problem.storage'), help: t('signIn.problem.storageHelp'), ...code };
    case 'passwordPolicy':
      return { title: t('signIn.problem.passwordPolicy'), ...code };
    case 'serverError':
      return { title: t('signIn.problem.server'), help: t('signIn.problem.serverHelp'), ...code };
  }
}

function tooMany(seconds: number | undefined, now: Date, t: Translate): string {
  if (seconds === undefined) return t('signIn.problem.limitSoon');
  // Rounded up to the next minute: at the time that is named it must work.
  const at = new Date(Math.ceil((now.getTime() + seconds * 1000) / 60_000) * 60_000);
  return t('signIn.problem.limit', { time: momentOf(at.toISOString(), today(now)) });
}
