import { Button } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DictionaryResponse } from '../../../../shared/api/dictionary.ts';
import { type SeenName, unknownNames } from '../../../../shared/domain/dictionary.ts';
import panel from '../administration.module.css';
import { RecordTable } from '../record-table.tsx';
import { usesWord } from './dictionary-words.ts';
import { activeRows } from './line-fields.ts';

/** Names that feeds carry and no line knows, the most used first: what there is to do. */
export function UnknownNames(props: {
  dictionary: DictionaryResponse;
  /** Null for whoever may only look. */
  onTake: ((name: SeenName) => void) | null;
}): ReactNode {
  const { t } = useTranslation();
  const { onTake } = props;
  const { lines, names } = props.dictionary;
  const unknown = useMemo(() => unknownNames(activeRows(lines), names), [lines, names]);
  if (unknown.length === 0) return <p className={panel['note']}>{t('dictionary.allKnown')}</p>;
  return (
    <>
      <h2 className={panel['title']}>
        {t('dictionary.unknown')} <span className={panel['second']}>{t('dictionary.unknownHint')}</span>
      </h2>
      <RecordTable<SeenName>
        rowKey={({ of, name }) => `${of} ${name}`}
        rows={unknown}
        empty={t('dictionary.allKnown')}
        columns={[
          {
            title: t('dictionary.subject'),
            width: 90,
            render: (_, { of }) => t(`dictionary.of_${of}`),
          },
          { title: t('dictionary.pattern'), dataIndex: 'name', ellipsis: true },
          {
            title: t('dictionary.uses'),
            align: 'right',
            width: 160,
            render: (_, { of, uses }) => usesWord(of, uses, t),
          },
          {
            key: 'acts',
            width: 200,
            render: (_, name) =>
              onTake !== null && (
                <span className={panel['acts']}>
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('dictionary.takeOf', { name: name.name })}
                    onClick={() => onTake(name)}
                  >
                    {t('dictionary.take')}
                  </Button>
                </span>
              ),
          },
        ]}
      />
    </>
  );
}
