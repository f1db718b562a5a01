import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { LinkTarget } from '../../../shared/ipc/links.ts';
import { usePlatform } from '../../session/platform-context.tsx';

/** Where a link, a clicked notification or a second start leads. */
export const pathOf = (target: LinkTarget): string =>
  target.kind === 'customer' ? `/customers/${target.customerCode}` : `/${target.kind}`;

/** Goes where the desktop was asked to go: now, if that was before anybody was signed in, and whenever it is. */
export function useArrivedLinks(): void {
  const { desktop } = usePlatform();
  const navigate = useNavigate();
  useEffect(() => {
    if (desktop === undefined) return undefined;
    const follow = async (): Promise<void> => {
      const target = await desktop.links.take();
      if (target !== null) await navigate(pathOf(target));
    };
    void follow();
    return desktop.links.onArrived(() => void follow());
  }, [desktop, navigate]);
}
