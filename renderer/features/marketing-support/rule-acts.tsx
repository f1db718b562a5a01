import { App, Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DownOutlined, EditOutlined, UpOutlined } from '../../ui/icons.tsx';
import { movedRank } from './offers.ts';
import type { OffersState } from './use-offers.ts';

/** What can be done with the chosen rule: edited, moved, turned off; one's own deleted, a shipped one restored. */
export function RuleActs({ state, onEdit }: { state: OffersState; onEdit: () => void }): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { offers, chosen, keep } = state;
  const { id, name, rule, shipped, kept } = chosen;
  const at = offers.indexOf(chosen);
  const [up, down] = [movedRank(offers, at, -1), movedRank(offers, at, 1)];
  const change = (definition: typeof rule): void => void keep.put({ viewId: id, name, definition });
  const move = (rank: number | null): void => {
    if (rank !== null) change({ ...rule, rank });
  };
  const turn = (): void => {
    const { off, ...on } = rule;
    change(off === true ? on : { ...on, off: true });
  };
  const remove = (): void =>
    void modal.confirm({
      title: t('offers.removeAsk', { name }),
      content: t('offers.removeHint'),
      okText: t('offers.remove'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: () => keep.remove({ viewId: id, name }),
    });
  const toggle = { key: 'turn', label: rule.off === true ? t('offers.turnOn') : t('offers.turnOff') };
  const last = shipped
    ? { key: 'restore', label: t('offers.restore'), disabled: !kept }
    : { key: 'remove', label: t('offers.remove'), danger: true };
  return (
    <>
      <Button size="small" icon={<EditOutlined />} onClick={onEdit}>
        {t('offers.edit')}
      </Button>
      <Button
        size="small"
        icon={<UpOutlined />}
        aria-label={t('offers.up')}
        title={t('offers.up')}
        disabled={up === null}
        onClick={() => move(up)}
      />
      <Button
        size="small"
        icon={<DownOutlined />}
        aria-label={t('offers.down')}
        title={t('offers.down')}
        disabled={down === null}
        onClick={() => move(down)}
      />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [toggle, last],
          onClick: ({ key }) => {
            if (key === 'turn') turn();
            else if (key === 'remove') remove();
            else void keep.remove({ viewId: id, name });
          },
        }}
      >
        <Button size="small">{t('offers.more')}</Button>
      </Dropdown>
    </>
  );
}
