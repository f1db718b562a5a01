import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DepartedCustomer, StorageLoss } from '../../data/types.ts';
import { useSyncStatus, useWorkspace } from '../../session/react.tsx';
import { momentOf, today } from '../../ui/format/index.ts';
import { storageTroubleOf } from './trouble.ts';
import { TroubleAction } from './trouble-action.tsx';

const MOST_NAMES = 8;

/** What the person has to know about this machine's storage and his unsent work while he goes on. */
export function StorageNotices(): ReactNode {
  const { t } = useTranslation();
  const status = useSyncStatus();
  const trouble = storageTroubleOf(status);
  return (
    <>
      {trouble !== null && (
        <Alert
          type="error"
          showIcon
          title={t(`storage.trouble.${trouble}.title`)}
          description={`${t(`storage.trouble.${trouble}.kept`)}${t(`storage.trouble.${trouble}.toDo`)}`}
          action={<TroubleAction trouble={trouble} />}
        />
      )}
      {status.loss && <LossNotice loss={status.loss} />}
      {status.sealedEdits !== undefined && (
        <Alert
          type="warning"
          showIcon
          title={t('storage.sealed.title', { count: status.sealedEdits })}
          description={t('storage.sealed.text')}
        />
      )}
      {status.withoutCopy === true && trouble === null && (
        <Alert
          type="warning"
          showIcon
          title={t('storage.withoutCopy.title')}
          description={t('storage.withoutCopy.text')}
        />
      )}
      {status.departed && status.departed.length > 0 && <DepartedNotice departed={status.departed} />}
    </>
  );
}

function LossNotice({ loss }: { loss: StorageLoss }): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const names = useNames(loss.recovered);
  const count = loss.recovered.length;
  const { unread = 0 } = loss;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('storage.loss.title')}
      description={[
        t(`storage.loss.cause.${loss.cause}`, { time: momentOf(loss.noticedAt, today(new Date())) }),
        count > 0 && t('storage.loss.recovered', { count, names }),
        unread > 0 && t('storage.loss.unread', { count: unread }),
        count + unread === 0 && t('storage.loss.none'),
      ]
        .filter(Boolean)
        .join(' ')}
      action={
        <Button size="small" onClick={() => void workspace.acknowledgeLoss()}>
          {t('storage.loss.seen')}
        </Button>
      }
    />
  );
}

function DepartedNotice({ departed }: { departed: readonly DepartedCustomer[] }): ReactNode {
  const { t } = useTranslation();
  const names = useNames(departed);
  return (
    <Alert
      type="warning"
      showIcon
      title={t('storage.departed.title', { count: departed.length })}
      description={t('storage.departed.text', { names })}
    />
  );
}

/** Each customer once, the first of them by name. */
function useNames(customers: readonly { customerName: string; customerCode: string }[]): string {
  const { t } = useTranslation();
  const names = new Map(customers.map(({ customerCode, customerName }) => [customerCode, customerName]));
  const some = [...names].slice(0, MOST_NAMES).map(([code, name]) => `${name} ${code}`);
  return some.join(t('storage.separator')) + (names.size > MOST_NAMES ? t('storage.loss.more') : '');
}
