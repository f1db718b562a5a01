import type { ReactNode } from 'react';
import type { Permission } from '../../../shared/domain/permissions.ts';
import { useAccess } from '../../features/customers/index.ts';
import type { MessageKey } from '../../i18n/index.ts';
import { useHoldings } from '../../session/react.tsx';
import {
  AppstoreOutlined,
  AuditOutlined,
  BellOutlined,
  HomeOutlined,
  PartitionOutlined,
  PhoneOutlined,
  SettingOutlined,
  TeamOutlined,
} from '../../ui/icons.tsx';

/** A screen that the menu and the palette lead to. */
export interface Place {
  path: string;
  title: MessageKey;
  icon: ReactNode;
  /** Where it stands in the menu. */
  part: 'daily' | 'ownership' | 'bottom';
  /** Shown to those alone who may do this, or one of these, somewhere; absent: to everybody. */
  needs?: Permission | readonly Permission[];
  /** Shown where roll-ups of units are here. */
  ofUnits?: true;
}

export const PLACES: readonly Place[] = [
  { path: '/workbench', title: 'shell.menu.workbench', icon: <AppstoreOutlined />, part: 'daily' },
  {
    path: '/territory',
    title: 'shell.menu.territory',
    icon: <HomeOutlined />,
    part: 'daily',
    needs: 'rollup.read',
    ofUnits: true,
  },
  {
    path: '/customers',
    title: 'shell.menu.customers',
    icon: <TeamOutlined />,
    part: 'daily',
    needs: 'customer.read',
  },
  {
    path: '/calls',
    title: 'calls.title',
    icon: <PhoneOutlined />,
    part: 'daily',
    needs: 'customer.read',
  },
  {
    path: '/reminders',
    title: 'shell.menu.reminders',
    icon: <BellOutlined />,
    part: 'daily',
    needs: 'customer.read',
  },
  {
    path: '/division',
    title: 'division.title',
    icon: <PartitionOutlined />,
    part: 'ownership',
    needs: ['division.channelStep', 'division.communityStep', 'division.confirm', 'lock.lift'],
  },
  {
    path: '/requests',
    title: 'reassignment.title',
    icon: <AuditOutlined />,
    part: 'ownership',
    needs: ['reassignment.approve', 'reassignment.approveBetweenNetworks', 'reassignment.ask'],
  },
  { path: '/settings', title: 'shell.menu.settings', icon: <SettingOutlined />, part: 'bottom' },
];

/** The places of the person who is signed in. */
export function usePlaces(): Place[] {
  const access = useAccess();
  const { units } = useHoldings();
  return PLACES.filter(
    ({ needs, ofUnits }) =>
      (needs === undefined || [needs].flat().some((permission) => access.mayAnywhere(permission))) &&
      (ofUnits === undefined || units.size > 0),
  );
}
