import { uuidv7 } from '../../shared/lib/ids.ts';

/** An id for something that is made here and now; later ones sort behind earlier ones. */
export const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(16)));
