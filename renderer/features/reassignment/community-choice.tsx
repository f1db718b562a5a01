import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import { useReference } from '../../session/react.tsx';
import { communityTree } from './communities.ts';

/** The names of units with their people on one line; the box itself may still be growing with its dialog. */
const POPUP_WIDTH = 430;

/** A community out of the tree, found by its name or that of its account manager. */
export function CommunityChoice(props: {
  id: string;
  value: string | null;
  onChoose: (community: string) => void;
  /** Units that are open at first. */
  near?: readonly string[];
  /** Stays the same as long as it answers the same. */
  offers: (unit: OrgUnitRow) => boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const tree = useMemo(() => communityTree(units, props.offers), [units, props.offers]);
  return (
    <TreeSelect
      id={props.id}
      style={{ width: '100%' }}
      popupMatchSelectWidth={POPUP_WIDTH}
      treeDefaultExpandedKeys={[...(props.near ?? [])]}
      showSearch={{
        filterTreeNode: (text, node) =>
          String(node['search'] ?? '').includes(text.trim().toLowerCase()) && node['selectable'] === true,
      }}
      aria-label={t('reassignment.ask.community')}
      placeholder={t('reassignment.ask.communityHint')}
      {...(props.value === null ? {} : { value: props.value })}
      treeData={tree}
      treeLine={false}
      onChange={(value: string) => props.onChoose(value)}
      notFoundContent={t('reassignment.ask.noCommunity')}
    />
  );
}
