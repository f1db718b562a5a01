import { usePlatform } from '../../session/platform-context.tsx';

/**
 * Opens an address that an administrator put into the menu, beside the application and without telling it where it came
 * from. Whether the desktop lets it out is the desktop's own decision.
 */
export function useOpenElsewhere(): (address: string) => void {
  const { desktop } = usePlatform();
  return (address) => {
    if (desktop === undefined) window.open(address, '_blank', 'noopener,noreferrer');
    else void desktop.openExternal(address);
  };
}
