import { SHIPPED_GROUP_TYPES } from '../../../shared/domain/groups.ts';
import type { GroupType, ShippedGroupType } from '../../../shared/domain/groups.ts';
import type { Translate } from '../../i18n/index.ts';

const isShipped = (typeCode: string): typeCode is ShippedGroupType =>
  Object.hasOwn(SHIPPED_GROUP_TYPES, typeCode);

/** A shipped type is worded by the catalogue as long as nobody has given it another name. */
export function typeName(typeCode: string, types: readonly GroupType[], t: Translate): string {
  const name = types.find((one) => one.typeCode === typeCode)?.name;
  if (isShipped(typeCode) && (name === undefined || name === SHIPPED_GROUP_TYPES[typeCode]))
    return t(`domain.groupType.${typeCode}`);
  return name ?? typeCode;
}
