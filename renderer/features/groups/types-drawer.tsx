import { App, Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupType } from '../../../shared/domain/groups.ts';
import { useGroups, useGroupTypes } from '../../session/groups.ts';
import { useWorkspace } from '../../session/react.tsx';
import { putType, retireType } from './acts.ts';
import styles from './groups.module.css';
import { typeName } from './type-words.ts';

/** The types of groups, the same for everybody; one that is retired stays on the groups that have it. */
export function TypesDrawer({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const types = useGroupTypes();
  const groups = useGroups();
  const [name, setName] = useState('');
  const told = (work: Promise<unknown>): void => {
    work.catch(() => message.error(t('common.notKept')));
  };
  const add = (): void => {
    if (name.trim() === '') return;
    told(putType(workspace, null, name.trim()));
    setName('');
  };
  return (
    <Drawer open title={t('groups.types.title')} size={420} onClose={onClose}>
      <p className={styles['quiet']}>{t('groups.types.hint')}</p>
      <ul className={styles['types']}>
        {types.map((type) => (
          <TypeLine
            key={type.typeCode}
            type={type}
            shown={typeName(type.typeCode, types, t)}
            used={groups.filter(({ typeCode }) => typeCode === type.typeCode).length}
            onRename={(next) => told(putType(workspace, type, next))}
            onRetire={() => told(retireType(workspace, type))}
          />
        ))}
      </ul>
      <div className={styles['filter']}>
        <Input
          aria-label={t('groups.types.name')}
          placeholder={t('groups.types.name')}
          maxLength={20}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={add}
        />
        <Button disabled={name.trim() === ''} onClick={add}>
          {t('groups.types.add')}
        </Button>
      </div>
    </Drawer>
  );
}

function TypeLine(props: {
  type: GroupType;
  shown: string;
  used: number;
  onRename: (name: string) => void;
  onRetire: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { type, shown, used } = props;
  const [name, setName] = useState<string | null>(null);
  const save = (): void => {
    const next = name?.trim() ?? '';
    if (next !== '' && next !== type.name) props.onRename(next);
    setName(null);
  };
  if (name !== null)
    return (
      <li>
        <Input
          autoFocus
          size="small"
          maxLength={20}
          aria-label={t('groups.types.name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onBlur={save}
          onPressEnter={save}
        />
      </li>
    );
  return (
    <li>
      <span className={type.retired ? styles['quiet'] : ''}>
        {shown}
        {type.retired && ` · ${t('groups.types.retired')}`}
      </span>
      <span className={styles['quiet']}>{t('groups.types.used', { count: used })}</span>
      <Button size="small" type="text" onClick={() => setName(type.name)}>
        {t('groups.types.rename')}
      </Button>
      <Button size="small" type="text" onClick={props.onRetire}>
        {type.retired ? t('groups.types.restore') : t('groups.types.retire')}
      </Button>
    </li>
  );
}
