import type { ComponentType, ReactNode } from 'react';
import { MENU_ICONS, type MenuIcon } from '../../shared/domain/menus.ts';
import {
  AppstoreOutlined,
  AuditOutlined,
  BarChartOutlined,
  BellOutlined,
  CalendarOutlined,
  ClusterOutlined,
  ExportOutlined,
  HomeOutlined,
  InboxOutlined,
  LineChartOutlined,
  MessageOutlined,
  NotificationOutlined,
  PartitionOutlined,
  PhoneOutlined,
  PieChartOutlined,
  ProfileOutlined,
  SafetyOutlined,
  SearchOutlined,
  SettingOutlined,
  StarOutlined,
  TeamOutlined,
} from './icons.tsx';

const ICONS: Readonly<Record<MenuIcon, ComponentType>> = {
  appstore: AppstoreOutlined,
  audit: AuditOutlined,
  barChart: BarChartOutlined,
  bell: BellOutlined,
  calendar: CalendarOutlined,
  cluster: ClusterOutlined,
  export: ExportOutlined,
  home: HomeOutlined,
  inbox: InboxOutlined,
  message: MessageOutlined,
  notification: NotificationOutlined,
  partition: PartitionOutlined,
  phone: PhoneOutlined,
  profile: ProfileOutlined,
  lineChart: LineChartOutlined,
  pieChart: PieChartOutlined,
  safety: SafetyOutlined,
  search: SearchOutlined,
  setting: SettingOutlined,
  star: StarOutlined,
  team: TeamOutlined,
};

const isMenuIcon = (name: string): name is MenuIcon => (MENU_ICONS as readonly string[]).includes(name);

/** The icon of a menu item; one of a newer server is drawn as the plainest. */
export function menuIcon(name: string): ReactNode {
  const Icon = isMenuIcon(name) ? ICONS[name] : AppstoreOutlined;
  return <Icon />;
}
