import { App, Button, Tabs } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { findingsResponse, QUALITY_KINDS, type QualityKind } from '../../../shared/api/quality.ts';
import { useWorkspace } from '../../session/react.tsx';
import { formatCount, momentOf, today } from '../../ui/format/index.ts';
import { Page, Panel } from '../../ui/index.ts';
import { onlineProblem, useOnlineRead } from '../online/index.ts';
import { FindingsPanel } from './findings-panel.tsx';
import styles from './quality.module.css';
import { SegmentsPanel } from './segments-panel.tsx';

const MORE = 200;
const TABS = ['all', ...QUALITY_KINDS, 'segments'] as const;
type Tab = (typeof TABS)[number];

/** 数据质量: what in feeds and rules somebody should look at, kind by kind; and customers by 统计属性. */
export function QualityPage(): ReactNode {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const tab: Tab = TABS.find((one) => one === params.get('tab')) ?? 'all';
  const kind: QualityKind | null = tab === 'all' || tab === 'segments' ? null : tab;
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(MORE);
  const reading = useOnlineRead({
    path: '/quality/v1/findings',
    query: { kind: kind ?? undefined, search, limit },
    answer: findingsResponse,
  });
  const { data } = reading;
  const countOf = (one: Tab): number => {
    if (data === null || one === 'segments') return 0;
    return one === 'all' ? QUALITY_KINDS.reduce((sum, each) => sum + data.counts[each], 0) : data.counts[one];
  };
  const label = (one: Tab): string => {
    if (one === 'segments') return t('quality.segments.tab');
    const words = one === 'all' ? t('quality.all') : t(`quality.kinds.${one}`);
    return data === null ? words : `${words} ${formatCount(countOf(one))}`;
  };
  return (
    <Page
      title={t('quality.title')}
      hint={
        data !== null &&
        (data.checked_at === null
          ? t('quality.never')
          : t('quality.checked', { at: momentOf(data.checked_at, today()) }))
      }
      actions={<CheckButton onDone={reading.reload} />}
    >
      <Panel flush fill>
        <Tabs
          size="small"
          className={styles['tabs'] ?? ''}
          activeKey={tab}
          onChange={(key) => {
            setLimit(MORE);
            setParams(key === 'all' ? {} : { tab: key }, { replace: true });
          }}
          items={TABS.map((key) => ({ key, label: label(key) }))}
        />
        {tab === 'segments' ? (
          <SegmentsPanel />
        ) : (
          <FindingsPanel
            reading={reading}
            filter={{ kind, search }}
            onSearch={(text) => {
              setLimit(MORE);
              setSearch(text);
            }}
            onMore={() => setLimit(limit + MORE)}
          />
        )}
      </Panel>
    </Page>
  );
}

/** A region of a million subscriptions is looked through in the time of a coffee. */
const LONG_MS = 300_000;

function CheckButton({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { online } = useWorkspace();
  const [running, setRunning] = useState(false);
  const check = async (): Promise<void> => {
    setRunning(true);
    try {
      await online.ask({ method: 'POST', path: '/quality/v1/check', answer: null, timeoutMs: LONG_MS });
      onDone();
    } catch (error) {
      message.error(onlineProblem(error, t));
    } finally {
      setRunning(false);
    }
  };
  return (
    <Button loading={running} onClick={() => void check()}>
      {t('quality.check')}
    </Button>
  );
}
