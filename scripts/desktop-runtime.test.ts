import { expect, test } from 'vitest';
import { whyNoWindow } from './desktop-runtime.mjs';

test.each([
  ['linux', { DISPLAY: ':0' }, 1000, undefined],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, undefined],
  ['linux', {}, 1000, 'there is no display'],
  ['linux', { DISPLAY: ':0' }, 0, 'Electron does not run as root'],
  ['darwin', {}, 501, undefined],
  ['win32', {}, undefined, undefined],
  ['win32', { CI: 'true' }, undefined, 'nobody looks at a build server'],
  ['linux', { ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' }, 0, undefined],
] as const)('on %s with %o as %s: %s', (platform, env, uid, why) => {
  expect(whyNoWindow({ platform, env, uid })).toBe(why);
});
