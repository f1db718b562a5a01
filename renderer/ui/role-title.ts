import { isShippedRole, SHIPPED_ROLES } from '../../shared/domain/permissions.ts';
import type { Translate } from '../i18n/index.ts';

/** A shipped role is worded by the catalogue as long as nobody has given it another title. */
export const roleTitle = (role: string, title: string, t: Translate): string =>
  isShippedRole(role) && SHIPPED_ROLES[role].title === title ? t(`domain.role.${role}`) : title;
