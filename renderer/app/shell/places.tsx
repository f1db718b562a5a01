import type { ReactNode } from 'react';
import type { Permission } from '../../../shared/domain/permissions.ts';
import type { Access } from '../../features/customers/index.ts';
import type { MessageKey } from '../../i18n/index.ts';
import { AppstoreOutlined, BellOutlined, SettingOutlined, TeamOutlined } from '../../ui/icons.tsx';

/** A screen that the menu and the palette lead to. */
export interface Place {
  path: string;
  title: MessageKey;
  icon: ReactNode;
  /** Where it stands in the menu. */
  part: 'daily' | 'bottom';
  /** Shown to those alone who may do this somewhere; absent: to everybody. */
  needs?: Permission;
}

export const PLACES: readonly Place[] = [
  { path: '/workbench', title: 'shell.menu.workbench', icon: <AppstoreOutlined />, part: 'daily' },
  {
    path: '/customers',
    title: 'shell.menu.customers',
    icon: <TeamOutlined />,
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
  { path: '/settings', title: 'shell.menu.settings', icon: <SettingOutlined />, part: 'bottom' },
];

export const placesFor = (access: Access): Place[] =>
  PLACES.filter(({ needs }) => needs === undefined || access.mayAnywhere(needs));
