import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CallListView } from '../../data/call-lists.ts';
import { DownOutlined } from '../../ui/icons.tsx';
import styles from './call-lists.module.css';
import { callListPath, CALLS_PATH } from './paths.ts';
import { useCallLists } from './use-call-lists.ts';

const ALL = '*';

/** The list beside the title, and the way to the others. */
export function ListChoice({ list }: { list: CallListView }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const lists = useCallLists();
  const label = t('calls.work.named', { name: list.name, count: list.entries.length });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [list.listId],
          items: [
            ...lists.map(({ listId, name, entries }) => ({
              key: listId,
              label: t('calls.work.named', { name, count: entries.length }),
            })),
            { type: 'divider' as const },
            { key: ALL, label: t('calls.work.allLists') },
          ],
          onClick: ({ key }) => void navigate(key === ALL ? CALLS_PATH : callListPath(key)),
        }}
      >
        <Button
          type="text"
          size="small"
          className={styles['listName'] ?? ''}
          aria-label={t('calls.work.choose')}
        >
          {label} <DownOutlined />
        </Button>
      </Dropdown>
      {list.handing !== null && <span className={styles['waiting']}>{t('calls.state.handing')}</span>}
      {list.attention !== null && <span className={styles['soon']}>{t('calls.state.attention')}</span>}
    </>
  );
}
