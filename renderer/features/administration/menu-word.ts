import { useTranslation } from 'react-i18next';
import type { MenuRow } from '../../../shared/api/administration.ts';
import { isMenuKey, type MenuKey, nameIn } from '../../../shared/domain/menus.ts';
import { currentLanguage, type MessageKey } from '../../i18n/index.ts';

/** What the product calls its screens where an administrator has not named them otherwise. */
export const MENU_TITLES: Readonly<Record<MenuKey, MessageKey>> = {
  workbench: 'shell.menu.workbench',
  territory: 'shell.menu.territory',
  customers: 'shell.menu.customers',
  lists: 'lists.title',
  calls: 'calls.title',
  reminders: 'shell.menu.reminders',
  complaints: 'complaints.title',
  groups: 'groups.title',
  notices: 'notices.title',
  division: 'division.title',
  requests: 'reassignment.title',
  cabinets: 'cabinets.title',
  quality: 'quality.title',
  reports: 'reports.fixed.title',
  installed: 'reports.installed.title',
  business: 'reports.business.title',
  administration: 'administration.title',
};

export function useMenuWord(): (item: Pick<MenuRow, 'menu_key' | 'name' | 'name_en'>) => string {
  const { t } = useTranslation();
  return ({ menu_key: key, name, name_en: nameEn }) =>
    nameIn({ name, nameEn }, currentLanguage()) || (isMenuKey(key) ? t(MENU_TITLES[key]) : key);
}
