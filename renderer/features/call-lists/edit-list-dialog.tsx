import { Form, Modal } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallListView } from '../../data/call-lists.ts';
import { useWorkspace } from '../../session/react.tsx';
import { ErrorState } from '../../ui/index.ts';
import { changeList } from './acts.ts';
import type { NewCallList } from './acts.ts';
import { ListFields } from './list-fields.tsx';
import { SCRIPTS } from './scripts.ts';

/** Another name, script or order for a list that is being worked. */
export function EditListDialog({ list, onDone }: { list: CallListView; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [wanted, setWanted] = useState<NewCallList>({
    name: list.name,
    purpose: list.purpose,
    order: list.order,
    script: list.script || SCRIPTS[list.purpose],
  });
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');
  const save = async (): Promise<void> => {
    if (wanted.name.trim() === '' || state === 'saving') return;
    setState('saving');
    try {
      await changeList(workspace, list, wanted);
      onDone();
    } catch {
      setState('failed');
    }
  };
  return (
    <Modal
      open
      width={520}
      title={t('calls.edit.title')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: wanted.name.trim() === '', loading: state === 'saving' }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <Form layout="vertical">
        <ListFields list={wanted} onChange={(change) => setWanted({ ...wanted, ...change })} />
      </Form>
      {state === 'failed' && <ErrorState title={t('calls.make.failed')} text={t('calls.make.failedHint')} />}
    </Modal>
  );
}
