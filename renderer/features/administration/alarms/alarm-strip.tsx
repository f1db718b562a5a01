import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { feedWord } from '../feed-words.ts';
import { alarmWords } from './alarm-words.ts';
import { useAlarms } from './use-alarms.ts';

const MOST_NAMED = 2;

/** Above whatever an administrator looks at, as long as there are alarms of which nobody has taken note. */
export function AlarmStrip({ onOpen }: { onOpen: () => void }): ReactNode {
  const { t } = useTranslation();
  const { alarms, open } = useAlarms();
  if (open === 0) return null;
  const named = alarms
    .filter((alarm) => alarm.acknowledged_at === null)
    .slice(0, MOST_NAMED)
    .map((alarm) => `${alarm.feed === null ? '' : `${feedWord(alarm.feed, t)} `}${alarmWords(alarm, t)}`);
  return (
    <Alert
      banner
      type="warning"
      title={`${t('administration.alarm.open', { count: open })} · ${named.join(' · ')}`}
      action={
        <Button size="small" onClick={onOpen}>
          {t('administration.alarm.look')}
        </Button>
      }
    />
  );
}
