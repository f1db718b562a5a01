import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { SessionStaff } from '../../shared/api/auth.ts';
import type { RowsByEntity } from '../../shared/domain/rows.ts';
import type { Holdings } from '../data/holdings.ts';
import type { HeldEntity } from '../data/held.ts';
import type { RequestView } from '../data/request-view.ts';
import type { CustomerIndex, OutboxEntry, Reference, Store, SyncStatus, Workspace } from '../data/types.ts';
import type { Platform } from '../platform/types.ts';
import { usePlatform } from './platform-context.tsx';
import type { Policy } from './policy.ts';
import { policyOf } from './policy.ts';
import type { ServerState, Session, SessionState } from './types.ts';

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }): ReactNode {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Draws again when the store's value has changed. The store is left and joined again only for another store. */
export function useStore<T>(store: Store<T>): T {
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  return useSyncExternalStore(subscribe, () => store.get());
}

/** The session with its acts; `useSessionState` watches who is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession needs a SessionProvider above it');
  return session;
}

export const useSessionState = (): SessionState => useStore(useSession().state);

export const useNewcomer = (): SessionStaff | null => useStore(useSession().newcomer);

export const useServer = (): ServerState => useStore(useSession().server);

/** What the administrator of this machine and the operator of the server have decided. */
export function usePolicy(): Policy {
  const { policy } = usePlatform();
  const { info } = useServer();
  return policyOf(policy, info);
}

/** Small settings of the person who is signed in, sealed where they lie: they may name customers. */
export function usePersonalSettings(): Platform['settings'] {
  const state = useSessionState();
  if (state.kind !== 'signedIn') throw new Error('usePersonalSettings needs somebody signed in');
  return state.personal;
}

/** The workspace of the person who is signed in; only below a check that somebody is. */
export function useWorkspace(): Workspace {
  const state = useSessionState();
  if (state.kind !== 'signedIn') throw new Error('useWorkspace needs somebody signed in');
  return state.workspace;
}

export const useSyncStatus = (): SyncStatus => useStore(useWorkspace().status);

/** A new object with every change of content, so that it can be a dependency of useMemo. */
export const useIndex = (): CustomerIndex => useStore(useWorkspace().index);

export const useReference = (): Reference => useStore(useWorkspace().reference);

/** What of the person's territory is here: roll-ups, opened communities. */
export const useHoldings = (): Holdings => useStore(useWorkspace().territory.holdings);

export const useOutbox = (): readonly OutboxEntry[] => useStore(useWorkspace().outbox);

/** All rows of an entity that is held whole, as the cache has them; what waits in the outbox is not in them. */
export const useHeld = <E extends HeldEntity>(entity: E): readonly RowsByEntity[E][] =>
  useStore(useWorkspace().held(entity));

/** Requests for reassignment that the person has a part in, with what he wrote himself laid over them. */
export const useRequests = (): readonly RequestView[] => useStore(useWorkspace().requests);
