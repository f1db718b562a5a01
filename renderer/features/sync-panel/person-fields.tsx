import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactPerson } from '../../../shared/domain/rows.ts';
import styles from './sync-panel.module.css';
import { DeleteOutlined, PlusOutlined } from '../../ui/icons.tsx';

const PARTS = ['name', 'role', 'phone'] as const;

/** Contact persons, one row each; rows can be added and taken away. */
export function PersonFields(props: {
  persons: ContactPerson[];
  onChange: (persons: ContactPerson[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { persons, onChange } = props;
  const set = (row: number, part: (typeof PARTS)[number], text: string): void =>
    onChange(persons.map((person, at) => (at === row ? { ...person, [part]: text } : person)));
  return (
    <div className={styles['persons']}>
      {persons.map((person, row) => (
        <div key={row} className={styles['person']}>
          {PARTS.map((part) => (
            <Input
              key={part}
              aria-label={t(`sync.person.${part}`)}
              placeholder={t(`sync.person.${part}`)}
              value={person[part]}
              onChange={(event) => set(row, part, event.target.value)}
            />
          ))}
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('sync.person.remove', { name: person.name })}
            onClick={() => onChange(persons.filter((_, at) => at !== row))}
          />
        </div>
      ))}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => onChange([...persons, { name: '', role: '', phone: '' }])}
      >
        {t('sync.person.add')}
      </Button>
    </div>
  );
}
