import { Button, Form, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DICTIONARY_SUBJECTS,
  type DictionaryResponse,
  type DictionarySubject,
  type WantedLine,
} from '../../../../shared/api/dictionary.ts';
import { dictionaryEffect } from '../../../../shared/domain/dictionary.ts';
import { PRODUCT_CATEGORIES, type ProductCategory } from '../../../../shared/domain/rows.ts';
import { SideDrawer } from '../../../ui/index.ts';
import panel from '../administration.module.css';
import { categoryWord } from './dictionary-words.ts';
import { Effect } from './effect.tsx';
import { activeAfter, activeRows, type LineDraft, wantedOf } from './line-fields.ts';

/** A line is filled in, and what it would change stands below while one writes. */
export function LineDrawer(props: {
  draft: LineDraft;
  dictionary: DictionaryResponse;
  busy: boolean;
  onSave: (line: WantedLine) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { lines, names } = props.dictionary;
  const [draft, setDraft] = useState(props.draft);
  const change = (changed: Partial<LineDraft>): void => setDraft((before) => ({ ...before, ...changed }));
  const wanted = useMemo(() => wantedOf(draft), [draft]);
  const effect = useMemo(
    () => (wanted === null ? null : dictionaryEffect(activeRows(lines), activeAfter(lines, wanted), names)),
    [wanted, lines, names],
  );
  return (
    <SideDrawer
      open
      size={480}
      title={t(draft.line === null ? 'dictionary.add' : 'dictionary.change')}
      onClose={props.onClose}
      footer={
        <div className={panel['foot']}>
          <Button
            type="primary"
            loading={props.busy}
            disabled={wanted === null}
            onClick={() => wanted !== null && props.onSave(wanted)}
          >
            {t('dictionary.save')}
          </Button>
        </div>
      }
    >
      <Form layout="vertical">
        <Form.Item label={t('dictionary.subject')}>
          <Select<DictionarySubject>
            value={draft.of}
            aria-label={t('dictionary.subject')}
            onChange={(of) => change({ of })}
            options={DICTIONARY_SUBJECTS.map((of) => ({ value: of, label: t(`dictionary.of_${of}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('dictionary.pattern')} extra={t('dictionary.patternHint')}>
          <Input
            value={draft.pattern}
            maxLength={200}
            aria-label={t('dictionary.pattern')}
            onChange={(event) => change({ pattern: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('dictionary.category')}>
          <Select<ProductCategory>
            value={draft.category}
            aria-label={t('dictionary.category')}
            onChange={(category) => change({ category })}
            options={PRODUCT_CATEGORIES.map((category) => ({
              value: category,
              label: categoryWord(category, t),
            }))}
          />
        </Form.Item>
      </Form>
      {effect !== null && <Effect effect={effect} />}
    </SideDrawer>
  );
}
