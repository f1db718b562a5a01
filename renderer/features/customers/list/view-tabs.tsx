import { App, Button, Dropdown, Input, Popover, Tabs } from 'antd';
import type { InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../../ui/format/index.ts';
import { takeFocus } from '../../../ui/index.ts';
import styles from './customers-page.module.css';
import { viewTitle } from './view-title.ts';
import type { CustomerList } from './use-customer-list.ts';
import type { SavedViews } from './use-saved-views.ts';
import { activeView, conditionsOfView, SHIPPED_VIEWS, type ListView } from './saved-views.ts';
import { DownOutlined, StarOutlined } from '../../../ui/icons.tsx';

/** The tab of a filter that is none of the views; it goes with the filter. */
const OWN_FILTER = 'own-filter';

/** The shipped views and one's own, each with how many customers it holds just now; and saving another. */
export function ViewTabs({ list, saved }: { list: CustomerList; saved: SavedViews }): ReactNode {
  const { t } = useTranslation();
  const views = useMemo((): ListView[] => [...SHIPPED_VIEWS, ...saved.views], [saved.views]);
  const { index, conditions } = list;
  const openUnit = conditions.unitCode;
  const counts = useMemo(
    () => new Map(views.map((view) => [view.id, index.count(conditionsOfView(view, openUnit))])),
    [views, index, openUnit],
  );
  const choose = (id: string): void => {
    const view = views.find((one) => one.id === id);
    if (view) list.ask(conditionsOfView(view, openUnit), view.sort);
  };
  const active = activeView(views, conditions);
  return (
    <div className={styles['tabs']}>
      <Tabs
        size="small"
        activeKey={active?.id ?? OWN_FILTER}
        onTabClick={choose}
        items={[
          ...views.map((view) => ({
            key: view.id,
            label: (
              <span className={styles['viewLabel']}>
                {viewTitle(view, t)} {formatCount(counts.get(view.id) ?? 0)}
                {view === saved.first && (
                  <span className={styles['viewFirst']}>{t('customers.view.first')}</span>
                )}
                {view.name !== undefined && <OwnViewMenu view={view} name={view.name} saved={saved} />}
              </span>
            ),
          })),
          ...(active
            ? []
            : [
                {
                  key: OWN_FILTER,
                  label: `${viewTitle(undefined, t)} ${formatCount(list.positions.length)}`,
                },
              ]),
        ]}
        tabBarExtraContent={<SaveView list={list} saved={saved} />}
      />
    </div>
  );
}

function OwnViewMenu({ view, name, saved }: { view: ListView; name: string; saved: SavedViews }): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [renaming, setRenaming] = useState(false);
  const isFirst = saved.first?.id === view.id;
  const remove = (): void => {
    modal.confirm({
      title: t('customers.view.removeTitle', { name }),
      content: t('customers.view.removeBody'),
      okText: t('customers.view.remove'),
      cancelText: t('customers.view.keep'),
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel',
      onOk: () => saved.remove(view.id),
    });
  };
  return (
    <Popover
      open={renaming}
      onOpenChange={(open) => !open && setRenaming(false)}
      trigger="click"
      destroyOnHidden
      content={
        <NameForm
          first={name}
          onCancel={() => setRenaming(false)}
          onName={(next) => {
            saved.rename(view.id, next);
            setRenaming(false);
          }}
        />
      }
    >
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'first',
              label: isFirst ? t('customers.view.noFirst') : t('customers.view.makeFirst'),
            },
            { key: 'rename', label: t('customers.view.rename') },
            { key: 'remove', label: t('customers.view.remove'), danger: true },
          ],
          onClick: ({ key, domEvent }) => {
            domEvent.stopPropagation();
            if (key === 'first') saved.openWith(isFirst ? null : view.id);
            else if (key === 'rename') setRenaming(true);
            else remove();
          },
        }}
      >
        <button
          type="button"
          className={styles['viewMenu']}
          aria-label={t('customers.view.more', { name })}
          onClick={(event) => event.stopPropagation()}
        >
          <DownOutlined />
        </button>
      </Dropdown>
    </Popover>
  );
}

function SaveView({ list, saved }: { list: CustomerList; saved: SavedViews }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={
        <NameForm
          first=""
          hint={t('customers.view.saveHint')}
          onCancel={() => setOpen(false)}
          onName={(name) => {
            saved.add(name, list.conditions, list.sort);
            setOpen(false);
          }}
        />
      }
    >
      <Button size="small" type="text" icon={<StarOutlined />}>
        {t('customers.view.save')}
      </Button>
    </Popover>
  );
}

function NameForm(props: {
  first: string;
  hint?: string;
  onName: (name: string) => void;
  onCancel: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState(props.first);
  const input = useRef<InputRef>(null);
  useEffect(() => takeFocus(input.current), []);
  const save = (): void => {
    if (name.trim() !== '') props.onName(name.trim());
    else input.current?.focus();
  };
  return (
    <div
      className={styles['saveView']}
      role="presentation"
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') props.onCancel();
      }}
    >
      <Input
        ref={input}
        maxLength={30}
        aria-label={t('customers.view.name')}
        placeholder={t('customers.view.namePlaceholder')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={save}
      />
      {props.hint !== undefined && <span className={styles['narrow']}>{props.hint}</span>}
      <div className={styles['saveViewRow']}>
        <Button size="small" type="primary" disabled={name.trim() === ''} onClick={save}>
          {t('common.save')}
        </Button>
        <Button size="small" onClick={props.onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}
