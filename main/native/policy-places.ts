import { posix, win32 } from 'node:path';
import type { Policy } from './policy.ts';

/**
 * Where an administrator's file of this machine lies: outside of the installation, which every update replaces, and
 * where only administrators can write. None of them comes from the environment, which is whoever's who starts the
 * program.
 */
const MACHINE: Partial<Record<NodeJS.Platform, string>> = {
  // Not `ProgramData`: everybody may make a folder there, and so decide for all others (decision 39).
  win32: 'C:\\Program Files\\ChannelDesk Policy\\policy.json',
  darwin: '/Library/Application Support/ChannelDesk/policy.json',
  linux: '/etc/channeldesk/policy.json',
};

/**
 * The files that may hold a policy, the one of this machine first.
 * @param resources the folder `resources` of the program
 * @param instead the only one to look at, where a checkout is told so
 */
export function policyPlaces(
  system: NodeJS.Platform,
  resources: string,
  instead: string | null,
): readonly string[] {
  if (instead !== null) return [instead];
  const packed = (system === 'win32' ? win32 : posix).join(resources, 'policy.json');
  const machine = MACHINE[system];
  return machine === undefined ? [packed] : [machine, packed];
}

/**
 * What holds where two files say something: addresses and language of the first that names one, and of what protects
 * the stricter, so that neither file can loosen the other.
 */
export function together(first: Policy, second: Policy): Policy {
  const minutes = [first.lockAfterMinutes, second.lockAfterMinutes].filter((each) => each !== null);
  return {
    serverAddress: first.serverAddress ?? second.serverAddress,
    serverInDoubt: first.serverInDoubt || (first.serverAddress === null && second.serverInDoubt),
    updateFeed: first.updateFeed ?? second.updateFeed,
    language: first.language ?? second.language,
    lockAfterMinutes: minutes.length === 0 ? null : Math.min(...minutes),
    watermark: first.watermark || second.watermark,
    passwordAtStart: first.passwordAtStart || second.passwordAtStart,
    contentProtection: first.contentProtection || second.contentProtection,
  };
}
