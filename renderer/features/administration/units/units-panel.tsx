import { Checkbox, Input, Segmented, Tree } from 'antd';
import type { BasicDataNode } from 'antd/es/tree';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { grantsWith } from '../../../../shared/domain/permissions.ts';
import { useReference, useWorkspace } from '../../../session/react.tsx';
import { CaretDownFilled } from '../../../ui/icons.tsx';
import { EmptyState, useElementSize } from '../../../ui/index.ts';
import { useAccess } from '../../customers/index.ts';
import panel from '../administration.module.css';
import { UnitDetail } from './unit-detail.tsx';
import type { UnitDraft } from './unit-draft.ts';
import { UnitDrawer } from './unit-drawer.tsx';
import { keysOf, searchUnits, type TreeOrder, type UnitNode, unitTree } from './unit-tree.ts';
import styles from './units.module.css';

type Node = UnitNode & BasicDataNode;

/** The territory as it hangs by administration or by channel, and what can be done about each unit. */
export function UnitsPanel(): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { units } = useReference();
  const { grants } = useAccess();
  const [order, setOrder] = useState<TreeOrder>('administrative');
  const [retired, setRetired] = useState(false);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [draft, setDraft] = useState<UnitDraft | null>(null);
  const roots = useMemo(
    () => [
      ...new Set(
        grantsWith(grants, 'admin.people')
          .filter(({ channel }) => channel === null)
          .map(({ unitCode }) => unitCode),
      ),
    ],
    [grants],
  );
  const nodes = useMemo(() => unitTree(units, roots, { order, retired }), [units, roots, order, retired]);
  const unit = chosen === null ? undefined : units.get(chosen);
  return (
    <>
      <div className={panel['bar']}>
        <Segmented<TreeOrder>
          value={order}
          onChange={setOrder}
          aria-label={t('administration.units.order')}
          options={[
            { value: 'administrative', label: t('administration.units.administrative') },
            { value: 'channel', label: t('administration.units.byChannel') },
          ]}
        />
        <Input.Search
          allowClear
          style={{ width: 240 }}
          placeholder={t('administration.units.search')}
          aria-label={t('administration.units.search')}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Checkbox checked={retired} onChange={(event) => setRetired(event.target.checked)}>
          {t('administration.units.withRetired')}
        </Checkbox>
      </div>
      <div className={styles['halves']}>
        <UnitTree nodes={nodes} search={search} chosen={chosen} onChoose={setChosen} />
        {unit === undefined ? (
          <EmptyState title={t('administration.units.choose')} />
        ) : (
          <UnitDetail unit={unit} onAct={(kind) => setDraft({ kind, unit })} onChoose={setChosen} />
        )}
      </div>
      {draft !== null && (
        <UnitDrawer
          key={`${draft.kind} ${draft.unit.unitCode}`}
          draft={draft}
          onClose={() => setDraft(null)}
          onSaved={(unitCode) => {
            setDraft(null);
            setChosen(unitCode);
            // The tree is what the last sync brought.
            workspace.syncNow();
          }}
        />
      )}
    </>
  );
}

function UnitTree(props: {
  nodes: readonly UnitNode[];
  search: string;
  chosen: string | null;
  onChoose: (unitCode: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { nodes, search, chosen } = props;
  const [opened, setOpened] = useState<string[] | null>(null);
  const [frame, size] = useElementSize<HTMLDivElement>();
  const found = useMemo(() => searchUnits(nodes, search), [nodes, search]);
  const atFirst = nodes.flatMap((root) => [root.key, ...root.children.map(({ key }) => key)]);
  return (
    <div ref={frame} className={styles['tree']}>
      {found.length === 0 ? (
        <EmptyState title={t('administration.units.none')} />
      ) : (
        <Tree<Node>
          switcherIcon={<CaretDownFilled />}
          blockNode
          aria-label={t('administration.tab.units')}
          height={size.height || 400}
          treeData={found}
          fieldNames={{ key: 'key', title: 'name', children: 'children' }}
          expandedKeys={search.trim() === '' ? (opened ?? atFirst) : keysOf(found)}
          onExpand={(keys) => setOpened(keys.map(String))}
          selectedKeys={chosen === null ? [] : [chosen]}
          onSelect={(_keys, { node }) => node.unitCode !== null && props.onChoose(node.unitCode)}
          titleRender={(node) => <NodeTitle node={node} />}
        />
      )}
    </div>
  );
}

function NodeTitle({ node }: { node: UnitNode }): ReactNode {
  const { t } = useTranslation();
  if (node.unitCode === null) {
    return (
      <span className={panel['second']}>{node.channel !== null && t(`domain.segment.${node.channel}`)}</span>
    );
  }
  return (
    <span className={node.retired ? (panel['second'] ?? '') : ''}>
      {node.name} <span className={panel['second']}>{node.unitCode}</span>
      {node.retired && ` · ${t('administration.units.retired')}`}
    </span>
  );
}
