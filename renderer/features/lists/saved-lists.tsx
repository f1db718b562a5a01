import { Button, Dropdown, Input, Popover } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_VIEW_NAME } from '../../../shared/domain/saved-views.ts';
import { DeleteOutlined, DownOutlined } from '../../ui/icons.tsx';
import { newId } from '../../data/new-id.ts';
import { useKeptViews } from '../saved-views/index.ts';
import { readQuery, writeQuery } from './list-query.ts';
import { takeFocus } from '../../ui/index.ts';
import styles from './lists.module.css';
import type { OpenList } from './use-subscription-list.ts';

/** Lists that the person kept under names with their thresholds; they follow him to every machine. */
export function SavedLists({ open }: { open: OpenList }): ReactNode {
  const { t } = useTranslation();
  const kept = useKeptViews('lists');
  const [naming, setNaming] = useState(false);
  const keep = async (name: string): Promise<void> => {
    const definition = { query: writeQuery(open.query).toString() };
    if (await kept.put({ viewId: newId(), name, definition })) setNaming(false);
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        disabled={kept.views.length === 0}
        menu={{
          items: kept.views.map((view) => ({
            key: view.viewId,
            label: view.name,
            extra: (
              <button
                type="button"
                className={styles['remove']}
                aria-label={t('lists.saved.remove', { name: view.name })}
                onClick={(event) => {
                  event.stopPropagation();
                  void kept.remove(view);
                }}
              >
                <DeleteOutlined />
              </button>
            ),
          })),
          onClick: ({ key }) => {
            const view = kept.views.find(({ viewId }) => viewId === key);
            if (view) open.ask(readQuery(new URLSearchParams(view.definition.query)));
          },
        }}
      >
        <Button>
          {t('lists.saved.title', { count: kept.views.length })}
          <DownOutlined />
        </Button>
      </Dropdown>
      <Popover
        trigger="click"
        open={naming}
        onOpenChange={setNaming}
        destroyOnHidden
        content={<NameForm onName={keep} />}
      >
        <Button>{t('lists.saved.keep')}</Button>
      </Popover>
    </>
  );
}

function NameForm({ onName }: { onName: (name: string) => Promise<void> }): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const keep = (): void => {
    if (wanted !== '') void onName(wanted);
  };
  return (
    <div className={styles['naming']}>
      <Input
        ref={takeFocus}
        aria-label={t('lists.saved.name')}
        placeholder={t('lists.saved.namePlaceholder')}
        maxLength={LONGEST_VIEW_NAME}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onPressEnter={keep}
      />
      <Button type="primary" disabled={wanted === ''} onClick={keep}>
        {t('common.save')}
      </Button>
    </div>
  );
}
