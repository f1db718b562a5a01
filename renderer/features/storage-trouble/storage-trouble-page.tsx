import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageTrouble } from '../../data/types.ts';
import { ErrorState } from '../../ui/index.ts';
import styles from './storage-trouble.module.css';
import { TroubleAction } from './trouble-action.tsx';

/** What happened to this machine's storage, what was kept, what to do. Writing goes on all the same (SPEC C9). */
export function StorageTroublePage(props: { trouble: StorageTrouble; onGoOn: () => void }): ReactNode {
  const { t } = useTranslation();
  const { trouble, onGoOn } = props;
  return (
    <main className={styles['page']}>
      <ErrorState
        title={t(`storage.trouble.${trouble}.title`)}
        text={
          <>
            <p className={styles['sentence']}>{t(`storage.trouble.${trouble}.kept`)}</p>
            <p className={styles['sentence']}>{t(`storage.trouble.${trouble}.toDo`)}</p>
          </>
        }
        action={<TroubleAction trouble={trouble} />}
        code={`E_STORAGE ${trouble}`}
      />
      <Button type="link" size="small" onClick={onGoOn}>
        {t('storage.goOn')}
      </Button>
    </main>
  );
}
