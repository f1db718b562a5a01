import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import type { Platform } from '../platform/types.ts';

const PlatformContext = createContext<Platform | null>(null);

export function PlatformProvider({
  platform,
  children,
}: {
  platform: Platform;
  children: ReactNode;
}): ReactNode {
  return <PlatformContext value={platform}>{children}</PlatformContext>;
}

/** What the shell around the screens offers: files to save, small settings of this machine. */
export function usePlatform(): Platform {
  const platform = useContext(PlatformContext);
  if (platform === null) throw new Error('usePlatform needs a PlatformProvider above it');
  return platform;
}
