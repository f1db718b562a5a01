import { App, Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type DictionaryLine,
  dictionaryResponse,
  dictionarySaved,
  type WantedLine,
} from '../../../../shared/api/dictionary.ts';
import { useWorkspace } from '../../../session/react.tsx';
import { formatCount } from '../../../ui/format/index.ts';
import { useOnlineRead } from '../../online/index.ts';
import panel from '../administration.module.css';
import { RecordPanel } from '../record-panel.tsx';
import { useAct } from '../use-act.ts';
import { categoryWord } from './dictionary-words.ts';
import { ImportDictionary } from './import-dictionary.tsx';
import { KnownLines } from './known-lines.tsx';
import { LineDrawer } from './line-drawer.tsx';
import { draftOf, type LineDraft, NEW_LINE, turned } from './line-fields.ts';
import { UnknownNames } from './unknown-names.tsx';
import { useDictionaryExport } from './use-dictionary-export.ts';

/** 产品字典: first what feeds carry and nobody has said what it is, then the lines that say it. */
export function DictionaryPanel(): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const [search, setSearch] = useState('');
  const [draft, setDraft] = useState<LineDraft | null>(null);
  const [importing, setImporting] = useState(false);
  const reading = useOnlineRead({ path: '/admin/v1/dictionary', answer: dictionaryResponse });
  const { data } = reading;
  const { act, busy } = useAct(reading.reload);
  const exporting = useDictionaryExport(data);
  const shown = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const textOf = (line: DictionaryLine): string =>
      `${line.pattern} ${categoryWord(line.category, t)} ${t(`dictionary.of_${line.of}`)}`.toLowerCase();
    return data?.lines.filter((line) => textOf(line).includes(wanted));
  }, [data, search, t]);

  const save = async (line: WantedLine): Promise<void> => {
    const saved = await act({
      method: 'POST',
      path: '/admin/v1/dictionary',
      body: { file: '', lines: [line], apply: true },
      answer: dictionarySaved,
    });
    if (saved === null) return;
    const reason = saved.value.verdicts[0]?.reason ?? null;
    if (reason !== null) return void message.error(t(`dictionary.reason.${reason}`));
    message.success(t('dictionary.saved'));
    setDraft(null);
    workspace.syncNow();
  };
  const mayEdit = data?.may_edit === true;
  return (
    <RecordPanel
      reading={reading}
      bar={
        <>
          <Input.Search
            allowClear
            style={{ width: 240 }}
            placeholder={t('dictionary.search')}
            aria-label={t('dictionary.search')}
            onChange={(event) => setSearch(event.target.value)}
          />
          {mayEdit && <Button onClick={() => setDraft(NEW_LINE)}>{t('dictionary.add')}</Button>}
          {mayEdit && <Button onClick={() => setImporting(true)}>{t('dictionary.import')}</Button>}
          <Button loading={exporting.busy} disabled={data === null} onClick={() => void exporting.download()}>
            {t('dictionary.export')}
          </Button>
          {shown !== undefined && (
            <span className={panel['count']}>
              {t('dictionary.total', { count: shown.length, replace: { count: formatCount(shown.length) } })}
            </span>
          )}
        </>
      }
    >
      {data !== null && (
        <>
          <UnknownNames
            dictionary={data}
            onTake={mayEdit ? ({ of, name }) => setDraft({ ...NEW_LINE, of, pattern: name }) : null}
          />
          <h2 className={panel['title']}>{t('dictionary.lines')}</h2>
          <KnownLines
            dictionary={data}
            lines={shown ?? []}
            onChange={(line) => setDraft(draftOf(line))}
            onTurn={(line, retired) => void save(turned(line, retired))}
          />
        </>
      )}
      {draft !== null && data !== null && (
        <LineDrawer
          draft={draft}
          dictionary={data}
          busy={busy}
          onSave={(line) => void save(line)}
          onClose={() => setDraft(null)}
        />
      )}
      {importing && (
        <ImportDictionary
          onDone={() => {
            setImporting(false);
            reading.reload();
            workspace.syncNow();
          }}
        />
      )}
    </RecordPanel>
  );
}
