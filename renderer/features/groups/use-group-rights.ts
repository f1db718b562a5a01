import { useMemo } from 'react';
import type { GroupView } from '../../data/groups.ts';
import type { CustomerIndex } from '../../data/types.ts';
import { useReference } from '../../session/react.tsx';
import { useAccess } from '../customers/index.ts';

/** What the person may do with groups; the server decides again by the same rules. */
export interface GroupRights {
  /** Units at which he may make one, those nearest to the customers first. */
  units: readonly { unitCode: string; name: string }[];
  mayMaintain: (group: Pick<GroupView, 'unitCode'>) => boolean;
  mayAdd: (group: Pick<GroupView, 'unitCode'>, customerCode: string, index: CustomerIndex) => boolean;
  mayTakeOut: (customerCode: string, index: CustomerIndex) => boolean;
  mayKeepTypes: boolean;
}

export function useGroupRights(): GroupRights {
  const access = useAccess();
  const { units } = useReference();
  return useMemo(() => {
    const mayWrite = (customerCode: string, index: CustomerIndex): string | null => {
      const position = index.positionOf(customerCode);
      if (position === undefined) return null;
      const { communityCode } = index.at(position);
      return access.may('customer.write', communityCode) ? communityCode : null;
    };
    const mayMaintain: GroupRights['mayMaintain'] = ({ unitCode }) => access.may('customer.write', unitCode);
    const isBelow = (communityCode: string, unitCode: string): boolean => {
      for (let code: string | null = communityCode; code !== null; code = units.get(code)?.parentCode ?? null)
        if (code === unitCode) return true;
      return false;
    };
    return {
      units: [...units.values()]
        .filter((unit) => unit.retired !== true && access.may('customer.write', unit.unitCode))
        .map(({ unitCode, name }) => ({ unitCode, name })),
      mayMaintain,
      mayAdd: (group, customerCode, index) => {
        const community = mayWrite(customerCode, index);
        return community !== null && (mayMaintain(group) || isBelow(community, group.unitCode));
      },
      mayTakeOut: (customerCode, index) => mayWrite(customerCode, index) !== null,
      mayKeepTypes: access.mayAnywhere('group.types'),
    };
  }, [access, units]);
}
