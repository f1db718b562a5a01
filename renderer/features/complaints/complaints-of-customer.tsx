import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnsolved } from '../../../shared/domain/complaints.ts';
import { useReference } from '../../session/react.tsx';
import { Panel } from '../../ui/index.ts';
import { staffName } from '../customers/index.ts';
import { ComplaintDrawer } from './complaint-drawer.tsx';
import { ComplaintMarks } from './complaint-marks.tsx';
import styles from './complaints.module.css';
import { useComplaintLines } from './use-complaint-lines.ts';
import { aboutWords } from '../../ui/complaint-words.ts';

/** The complaints of a customer, those that wait for an answer first; nothing where there were none. */
export function ComplaintsOfCustomer({ customerCode }: { customerCode: string }): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const [openId, setOpen] = useState<string | null>(null);
  const lines = useComplaintLines().filter(({ complaint }) => complaint.customerCode === customerCode);
  const opened = lines.find(({ complaint }) => complaint.complaintId === openId);
  const unsolved = lines.filter(({ complaint }) => isUnsolved(complaint)).length;
  if (lines.length === 0) return null;
  return (
    <Panel
      flush
      className={styles['ofCustomer'] ?? ''}
      title={t('complaints.title')}
      hint={
        unsolved > 0
          ? t('complaints.unsolved', { count: unsolved })
          : t('complaints.count', { count: lines.length })
      }
    >
      <ul className={styles['lines']}>
        {lines.map((line) => {
          const { complaint } = line;
          const about = aboutWords(complaint, t);
          return (
            <li key={complaint.complaintId}>
              <button type="button" className={styles['line']} onClick={() => setOpen(complaint.complaintId)}>
                <span className={styles['about']} title={complaint.text}>
                  {about}
                </span>
                <span className={styles['under']}>
                  <span>{t(`domain.complaintState.${complaint.state}`)}</span>
                  <span>
                    {complaint.owner === undefined
                      ? t('complaints.nobody')
                      : staffName(complaint.owner, units)}
                  </span>
                  <ComplaintMarks line={line} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {opened !== undefined && <ComplaintDrawer line={opened} onClose={() => setOpen(null)} />}
    </Panel>
  );
}
