import { Button, Popconfirm } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DictionaryLine, DictionaryResponse } from '../../../../shared/api/dictionary.ts';
import { dictionaryEffect } from '../../../../shared/domain/dictionary.ts';
import { matchesPattern } from '../../../../shared/domain/product-dictionary.ts';
import panel from '../administration.module.css';
import { RecordTable } from '../record-table.tsx';
import { categoryWord, effectSentence, usesWord } from './dictionary-words.ts';
import { activeAfter, activeRows, turned } from './line-fields.ts';

interface KnownLinesProps {
  dictionary: DictionaryResponse;
  /** Those that are shown. */
  lines: readonly DictionaryLine[];
  onChange: (line: DictionaryLine) => void;
  onTurn: (line: DictionaryLine, retired: boolean) => void;
}

/** The lines of the dictionary, each with the names that it matches. */
export function KnownLines({ dictionary, lines, onChange, onTurn }: KnownLinesProps): ReactNode {
  const { t } = useTranslation();
  const { names, may_edit: mayEdit } = dictionary;
  const matchedBy = useMemo(
    () =>
      new Map(
        dictionary.lines.map((line) => [
          line.category_id,
          names.filter(({ of, name }) => of === line.of && matchesPattern(line.pattern, name)),
        ]),
      ),
    [dictionary, names],
  );
  const usesOf = (line: DictionaryLine): number =>
    (matchedBy.get(line.category_id) ?? []).reduce((sum, { uses }) => sum + uses, 0);
  return (
    <RecordTable<DictionaryLine>
      rowKey="category_id"
      rows={lines}
      empty={t('dictionary.none')}
      columns={[
        { title: t('dictionary.subject'), width: 90, render: (_, { of }) => t(`dictionary.of_${of}`) },
        { title: t('dictionary.pattern'), dataIndex: 'pattern', ellipsis: true },
        {
          title: t('dictionary.category'),
          width: 130,
          render: (_, { category }) => categoryWord(category, t),
        },
        {
          title: t('dictionary.matches'),
          ellipsis: true,
          render: (_, line) =>
            (matchedBy.get(line.category_id) ?? []).map(({ name }) => name).join(t('dictionary.comma')) ||
            '—',
        },
        {
          title: t('dictionary.uses'),
          align: 'right',
          width: 130,
          render: (_, line) => usesWord(line.of, usesOf(line), t),
        },
        {
          title: t('dictionary.state'),
          width: 90,
          render: (_, { retired }) => (
            <span className={retired ? (panel['second'] ?? '') : ''}>
              {t(retired ? 'dictionary.retired' : 'dictionary.active')}
            </span>
          ),
        },
        {
          title: t('dictionary.changedBy'),
          width: 150,
          render: (_, line) => (
            <span className={panel['second']}>
              {line.changed_by === null
                ? t('dictionary.shipped')
                : `${line.changed_at?.slice(0, 10) ?? ''} ${line.changed_by}`}
            </span>
          ),
        },
        {
          key: 'acts',
          width: 130,
          render: (_, line) => mayEdit && <LineActs {...{ dictionary, line, onChange, onTurn }} />,
        },
      ]}
    />
  );
}

function LineActs({
  dictionary: { lines, names },
  line,
  onChange,
  onTurn,
}: Omit<KnownLinesProps, 'lines'> & { line: DictionaryLine }): ReactNode {
  const { t } = useTranslation();
  const { pattern, category } = line;
  if (line.retired) {
    return (
      <span className={panel['acts']}>
        <Button size="small" type="text" onClick={() => onTurn(line, false)}>
          {t('dictionary.revive')}
        </Button>
      </span>
    );
  }
  const without = dictionaryEffect(activeRows(lines), activeAfter(lines, turned(line, true)), names);
  return (
    <span className={panel['acts']}>
      <Button
        size="small"
        type="text"
        aria-label={t('dictionary.changeOf', { pattern })}
        onClick={() => onChange(line)}
      >
        {t('dictionary.change')}
      </Button>
      <Popconfirm
        title={t('dictionary.retireAsk', {
          pattern,
          category: categoryWord(category, t),
          effect: effectSentence(without, t),
        })}
        okText={t('dictionary.retire')}
        cancelText={t('common.cancel')}
        okButtonProps={{ danger: true }}
        onConfirm={() => onTurn(line, true)}
      >
        <Button size="small" type="text" danger>
          {t('dictionary.retire')}
        </Button>
      </Popconfirm>
    </span>
  );
}
