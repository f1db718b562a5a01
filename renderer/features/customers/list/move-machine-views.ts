import { useEffect, useRef } from 'react';
import { usePlatform } from '../../../session/platform-context.tsx';
import { useSyncStatus } from '../../../session/react.tsx';
import { useKeptViews } from '../../saved-views/index.ts';
import { useAccess } from '../access.ts';
import { readMachineViews, viewsToMove } from './saved-views.ts';

/**
 * Views that an earlier version kept on this machine alone are written once more so that they follow the person; then
 * the machine's copy goes. It waits for the views of his other machines: only then is it known which names are taken.
 */
export function MoveMachineViews(): null {
  const { settings } = usePlatform();
  const { staff } = useAccess();
  const { everComplete } = useSyncStatus();
  const { views, put } = useKeptViews('customers');
  const begun = useRef(false);
  useEffect(() => {
    const [listKey, firstKey] = [`customers.views.${staff.id}`, `customers.firstView.${staff.id}`];
    const machine = readMachineViews(settings.get(listKey), settings.get(firstKey));
    if (!everComplete || machine.length === 0 || begun.current) return;
    begun.current = true;
    const move = async (): Promise<void> => {
      for (const view of viewsToMove(machine, views)) if (!(await put(view))) return;
      settings.set(listKey, null);
      settings.set(firstKey, null);
    };
    void move();
  }, [settings, staff.id, everComplete, views, put]);
  return null;
}
