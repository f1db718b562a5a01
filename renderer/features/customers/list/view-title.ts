import type { Translate } from '../../../i18n/index.ts';
import { SHIPPED_VIEWS, type ListView } from './saved-views.ts';

/** The name of a view: one's own, or the catalogue's for a shipped one. */
export function viewTitle(view: ListView | undefined, t: Translate): string {
  if (!view) return t('customers.view.custom');
  if (view.name !== undefined) return view.name;
  const shipped = SHIPPED_VIEWS.find((one) => one.id === view.id);
  return shipped ? t(`customers.view.${shipped.id}`) : t('customers.view.custom');
}
