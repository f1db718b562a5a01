import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CallEntryView, CallListView } from '../../data/call-lists.ts';
import { useWorkspace } from '../../session/react.tsx';
import { ExportOutlined, MoreOutlined } from '../../ui/icons.tsx';
import { removeList } from './acts.ts';
import { EditListDialog } from './edit-list-dialog.tsx';
import { HandDialog } from './hand-dialog.tsx';
import { ImportOutcomesDialog } from './import-outcomes-dialog.tsx';
import { CALLS_PATH } from './paths.ts';
import { useListExport } from './use-list-export.ts';

type Dialog = 'hand' | 'edit' | 'import';

/** What can be done with a whole list. The keys of the page rest while one of its dialogs is open. */
export function ListMenu(props: {
  list: CallListView;
  ordered: readonly CallEntryView[];
  today: Day;
  onDialog: (open: boolean) => void;
}): ReactNode {
  const { list, ordered, onDialog } = props;
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const exporting = useListExport(list.name);
  const open = (which: Dialog | null): void => {
    setDialog(which);
    onDialog(which !== null);
  };
  const remove = (): void => {
    onDialog(true);
    void modal.confirm({
      title: t('calls.remove.title', { name: list.name }),
      content: t('calls.remove.body', { count: list.entries.length }),
      okText: t('calls.remove.ok', { count: list.entries.length }),
      okButtonProps: { danger: true, type: 'primary' },
      cancelText: t('common.cancel'),
      autoFocusButton: 'cancel',
      icon: null,
      afterClose: () => onDialog(false),
      onOk: async () => {
        await removeList(workspace, list);
        void navigate(CALLS_PATH);
      },
    });
  };
  return (
    <>
      {exporting.start !== null && (
        <Button
          icon={<ExportOutlined />}
          loading={exporting.running}
          onClick={() => void exporting.start?.(list, ordered)}
        >
          {t('calls.export.open')}
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'import', label: t('calls.import.open') },
            { key: 'hand', label: t('calls.hand.open'), disabled: list.handing !== null },
            { key: 'edit', label: t('calls.edit.open') },
            { key: 'remove', danger: true, label: t('calls.remove.open') },
          ],
          onClick: ({ key }) => (key === 'remove' ? remove() : open(key as Dialog)),
        }}
      >
        <Button
          type="text"
          icon={<MoreOutlined />}
          aria-label={t('calls.work.more')}
          title={t('calls.work.more')}
        />
      </Dropdown>
      {dialog === 'hand' && <HandDialog list={list} onDone={() => open(null)} />}
      {dialog === 'import' && <ImportOutcomesDialog list={list} onDone={() => open(null)} />}
      {dialog === 'edit' && <EditListDialog list={list} onDone={() => open(null)} />}
    </>
  );
}
