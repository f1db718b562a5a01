import type { Platform } from '../platform/types.ts';
import type { Session } from '../session/types.ts';

/** What the composition root has made and the screens work with. */
export interface Services {
  platform: Platform;
  session: Session;
}
