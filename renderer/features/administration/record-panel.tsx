import { Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { OnlineProblem, type OnlineReading, useOnlineRead } from '../online/index.ts';
import styles from './administration.module.css';
import { type Acts, useAct } from './use-act.ts';

interface RecordPanelProps {
  /** What can be done here, above the records. */
  bar: ReactNode;
  reading: Pick<OnlineReading<unknown>, 'problem' | 'reload'>;
  children: ReactNode;
}

/** One tab of 系统管理: a bar, what stands against reading, and the records. */
export function RecordPanel({ bar, reading: { problem, reload }, children }: RecordPanelProps): ReactNode {
  return (
    <>
      <div className={styles['bar']}>{bar}</div>
      {problem !== null && <OnlineProblem error={problem} onRetry={reload} />}
      <div className={styles['body']}>{children}</div>
    </>
  );
}

export interface SearchedRecords<T> extends OnlineReading<T>, Acts {
  /** The field that the records are searched by. */
  searchField: ReactNode;
}

const MOST_LISTED = 200;

/** Records that are found by a staff number or a name, and what is done about them. */
export function useSearchedRecords<T>(path: string, answer: z.ZodType<T>): SearchedRecords<T> {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const reading = useOnlineRead({ path, query: { search, limit: MOST_LISTED }, answer });
  const acts = useAct(reading.reload);
  const searchField = (
    <Input.Search
      allowClear
      style={{ width: 240 }}
      placeholder={t('administration.search')}
      aria-label={t('administration.search')}
      onSearch={setSearch}
    />
  );
  return { ...reading, ...acts, searchField };
}
