import { App, Form, Modal } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { MOST_ON_A_LIST, orderFor } from '../../../shared/domain/calls.ts';
import type { CallPurpose } from '../../../shared/domain/calls.ts';
import { useWorkspace } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { ErrorState } from '../../ui/index.ts';
import { createList } from './acts.ts';
import type { NewCallList } from './acts.ts';
import styles from './call-lists.module.css';
import { ListFields, LONGEST_LIST_NAME } from './list-fields.tsx';
import type { CallListOffer } from './offer.ts';
import { callListPath } from './paths.ts';
import { SCRIPTS } from './scripts.ts';
import { useCallLists } from './use-call-lists.ts';

const offered = ({ name = '', purpose = 'CUSTOM', script }: CallListOffer): NewCallList => ({
  name: name.slice(0, LONGEST_LIST_NAME),
  purpose,
  order: orderFor(purpose),
  script: script ?? SCRIPTS[purpose],
});

/** Another purpose brings its own script, unless somebody has written one. */
const forPurpose = (list: NewCallList, purpose: CallPurpose): NewCallList => ({
  ...list,
  purpose,
  order: orderFor(purpose),
  script: list.script === SCRIPTS[list.purpose] ? SCRIPTS[purpose] : list.script,
});

/** Name, purpose, script and order of a new list; it works offline, and opens when it is made. */
export function CreateListDialog(props: {
  codes: readonly string[];
  offer: CallListOffer;
  onDone: () => void;
}): ReactNode {
  const { offer, onDone } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const codes = useMemo(() => [...new Set(props.codes)], [props.codes]);
  const [list, setList] = useState(() => offered(offer));
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');
  const elsewhere = useOnOtherLists(codes);
  const suggested = `${t(`calls.purpose.${list.purpose}`)} ${todayOf()}`;
  const tooMany = codes.length > MOST_ON_A_LIST;

  const save = async (): Promise<void> => {
    if (tooMany || codes.length === 0 || state === 'saving') return;
    setState('saving');
    try {
      const listId = await createList(workspace, { ...list, name: list.name.trim() || suggested }, codes);
      message.success(t('calls.make.made', { count: codes.length }));
      onDone();
      void navigate(callListPath(listId));
    } catch {
      setState('failed');
    }
  };
  return (
    <Modal
      open
      width={520}
      title={t('calls.make.title', { count: codes.length })}
      okText={t('calls.make.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: tooMany || codes.length === 0, loading: state === 'saving' }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <Form
        layout="vertical"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        <ListFields
          list={list}
          placeholder={suggested}
          onChange={(change) => setList({ ...list, ...change })}
          onPurpose={(purpose) => setList(forPurpose(list, purpose))}
        />
      </Form>
      {tooMany && <p className={styles['soon']}>{t('calls.make.tooMany', { count: MOST_ON_A_LIST })}</p>}
      {elsewhere > 0 && <p className={styles['quiet']}>{t('calls.make.elsewhere', { count: elsewhere })}</p>}
      {state === 'failed' && <ErrorState title={t('calls.make.failed')} text={t('calls.make.failedHint')} />}
    </Modal>
  );
}

/** Nobody likes to be called twice by the same company on one day. */
function useOnOtherLists(codes: readonly string[]): number {
  const lists = useCallLists();
  return useMemo(() => {
    const open = new Set(
      lists.flatMap(({ entries }) =>
        entries.filter(({ result }) => result === undefined).map(({ customerCode }) => customerCode),
      ),
    );
    return codes.filter((code) => open.has(code)).length;
  }, [lists, codes]);
}
