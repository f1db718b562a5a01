import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmRow } from '../../../../shared/api/feeds.ts';
import { minuteOf } from '../../../../shared/lib/dates.ts';
import panel from '../administration.module.css';
import { RecordTable } from '../record-table.tsx';
import { useAct } from '../use-act.ts';
import { feedWord } from '../feed-words.ts';
import { alarmWords } from './alarm-words.ts';
import { useAlarms } from './use-alarms.ts';

/** What of the feeds has to be looked after, and who has taken note of it. Nothing at all where there is nothing. */
export function AlarmsTable(): ReactNode {
  const { t } = useTranslation();
  const { alarms, open, may_acknowledge: may, reload } = useAlarms();
  const { act, busy } = useAct(reload);
  const note = (alarmIds: number[]): void =>
    void act({
      method: 'POST',
      path: '/admin/v1/feeds/alarms',
      body: { alarm_ids: alarmIds },
      answer: null,
    });
  if (alarms.length === 0) return null;
  const unnoted = alarms.filter((alarm) => alarm.acknowledged_at === null).map((alarm) => alarm.alarm_id);
  return (
    <section aria-label={t('administration.alarm.title')}>
      <h2 className={panel['title']}>
        {t('administration.alarm.title')}{' '}
        {may && open > 1 && (
          <Button size="small" loading={busy} onClick={() => note(unnoted)}>
            {t('administration.alarm.noteAll', { count: open })}
          </Button>
        )}
      </h2>
      <RecordTable<AlarmRow>
        rowKey="alarm_id"
        rows={alarms}
        empty={t('administration.alarm.none')}
        columns={[
          {
            title: t('administration.feeds.source'),
            width: 200,
            render: (_, { feed }) => feedWord(feed, t),
          },
          {
            title: t('administration.alarm.what'),
            ellipsis: true,
            render: (_, alarm) => (
              <span className={alarm.acknowledged_at === null ? (panel['late'] ?? '') : ''}>
                {alarmWords(alarm, t)}
              </span>
            ),
          },
          {
            title: t('administration.alarm.since'),
            width: 150,
            render: (_, alarm) => minuteOf(alarm.raised_at),
          },
          {
            title: t('administration.alarm.noted'),
            width: 240,
            render: (_, alarm) =>
              alarm.acknowledged_at === null
                ? may && (
                    <Button size="small" loading={busy} onClick={() => note([alarm.alarm_id])}>
                      {t('administration.alarm.note')}
                    </Button>
                  )
                : `${alarm.acknowledged_name ?? ''} ${alarm.acknowledged_by ?? ''} ${alarm.acknowledged_at.slice(5, 16).replace('T', ' ')}`,
          },
        ]}
      />
    </section>
  );
}
