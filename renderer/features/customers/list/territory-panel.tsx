import { Input, Tree } from 'antd';
import type { BasicDataNode } from 'antd/es/tree';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../../ui/format/index.ts';
import { useReference } from '../../../session/react.tsx';
import { EmptyState, Panel, useElementSize } from '../../../ui/index.ts';
import styles from './customers-page.module.css';
import { allCodes, openAtFirst, searchTerritory, type TerritoryNode } from './territory-tree.ts';
import { CaretDownFilled, SearchOutlined } from '../../../ui/icons.tsx';

type TreeUnit = TerritoryNode & BasicDataNode;

/** 客户归属: the units of one's scope with their customers; choosing one restricts the list to its subtree. */
export function TerritoryPanel(props: {
  nodes: readonly TerritoryNode[];
  /** The unit that the list is restricted to. */
  unitCode: string | undefined;
  onChoose: (unitCode: string) => void;
}): ReactNode {
  const { nodes, unitCode, onChoose } = props;
  const { t } = useTranslation();
  const { units } = useReference();
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<string[] | null>(null);
  const [frame, size] = useElementSize<HTMLDivElement>();

  const found = useMemo(() => searchTerritory(nodes, units, text), [nodes, units, text]);
  const expanded = text.trim() === '' ? (opened ?? openAtFirst(nodes)) : allCodes(found);
  return (
    <Panel
      title={t('customers.territory.title')}
      hint={t('customers.territory.unit')}
      flush
      className={styles['territory'] ?? ''}
    >
      <div className={styles['territoryBody']}>
        <Input
          className={styles['territorySearch'] ?? ''}
          prefix={<SearchOutlined />}
          placeholder={t('customers.territory.search')}
          aria-label={t('customers.territory.search')}
          allowClear
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div ref={frame} className={styles['tree']}>
          {found.length === 0 ? (
            <EmptyState
              title={nodes.length === 0 ? t('customers.territory.none') : t('customers.territory.nothing')}
            />
          ) : (
            <Tree<TreeUnit>
              switcherIcon={<CaretDownFilled />}
              blockNode
              aria-label={t('customers.territory.title')}
              height={size.height || 400}
              treeData={found}
              fieldNames={{ key: 'unitCode', title: 'name', children: 'children' }}
              expandedKeys={expanded}
              onExpand={(keys) => setOpened(keys.map(String))}
              selectedKeys={unitCode === undefined ? [] : [unitCode]}
              onSelect={(_keys, { node }) => onChoose(node.unitCode)}
              titleRender={(node) => <NodeTitle node={node} />}
            />
          )}
        </div>
      </div>
    </Panel>
  );
}

function NodeTitle({ node }: { node: TerritoryNode }): ReactNode {
  return (
    <span className={styles['node']} title={node.name}>
      <span className={styles['nodeName']}>
        {node.name}
        {node.matchedStaff.length > 0 && (
          <span className={styles['nodeStaff']}> {node.matchedStaff.join('、')}</span>
        )}
      </span>
      <span className={styles['nodeCount']}>{formatCount(node.customers)}</span>
    </span>
  );
}
