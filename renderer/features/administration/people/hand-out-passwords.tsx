import { Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  MOST_PASSWORDS,
  type PasswordHandedOut,
  passwordsHandedOut,
} from '../../../../shared/api/administration.ts';
import { exportWorkbook, takenBy, WORKBOOK_TYPE } from '../../../excel/index.ts';
import { usePlatform } from '../../../session/platform-context.tsx';
import { useWorkspace } from '../../../session/react.tsx';
import { formatCount, serverNow } from '../../../ui/format/index.ts';
import { ErrorState, LongTask } from '../../../ui/index.ts';
import { useAccess } from '../../customers/index.ts';
import { onlineProblem } from '../../online/index.ts';
import styles from '../administration.module.css';
import { passwordSheet } from './people-sheet.ts';

interface HandOutProps {
  staffNos: readonly string[];
  onClose: () => void;
  onHandedOut: () => void;
}

/** Passwords to begin with for those who were added: made once, told once, in a workbook that is handed out. */
export function HandOutPasswords({ staffNos, onClose, onHandedOut }: HandOutProps): ReactNode {
  const { t } = useTranslation();
  const work = useHandOut(staffNos, onHandedOut);
  const { made, running, startedAt, problem } = work;
  return (
    <Modal
      open
      title={t('administration.passwords.title', { count: staffNos.length })}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose} disabled={running}>
            {t(made.length > 0 ? 'common.close' : 'administration.passwords.later')}
          </Button>
          {work.left > 0 && (
            <Button type="primary" loading={running} onClick={() => void work.make()}>
              {t('administration.passwords.make', { count: work.left })}
            </Button>
          )}
          {made.length > 0 && !running && (
            <Button type={work.left === 0 ? 'primary' : 'default'} onClick={() => void work.save()}>
              {t('administration.passwords.save', { count: made.length })}
            </Button>
          )}
        </>
      }
      onCancel={running ? () => undefined : onClose}
    >
      <p>{t('administration.passwords.text')}</p>
      {running && startedAt !== null && (
        <LongTask
          title={t('administration.passwords.running')}
          done={staffNos.length - work.left}
          total={staffNos.length}
          unit={t('administration.passwords.unit')}
          startedAt={startedAt}
        />
      )}
      {problem !== null && (
        <ErrorState title={onlineProblem(problem, t)} text={t('administration.passwords.kept')} />
      )}
      {made.length > 0 && !running && (
        <p role="status" className={work.saved ? (styles['second'] ?? '') : (styles['late'] ?? '')}>
          {t(work.saved ? 'administration.passwords.savedNote' : 'administration.passwords.notSavedNote', {
            count: made.length,
            replace: { count: formatCount(made.length) },
          })}
        </p>
      )}
    </Modal>
  );
}

/** In parts, because each costs the server some time; what has been told stays told where a later part fails. */
function useHandOut(staffNos: readonly string[], onHandedOut: () => void) {
  const { online } = useWorkspace();
  const platform = usePlatform();
  const { t } = useTranslation();
  const { staff } = useAccess();
  const [made, setMade] = useState<readonly PasswordHandedOut[]>([]);
  const [asked, setAsked] = useState(0);
  const [startedAt, setStartedAt] = useState<number | null>(null);
  const [running, setRunning] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);

  const make = async (): Promise<void> => {
    setRunning(true);
    setProblem(null);
    setStartedAt(Date.now());
    try {
      for (let at = asked; at < staffNos.length && !gone.current; at += MOST_PASSWORDS) {
        const part = staffNos.slice(at, at + MOST_PASSWORDS);
        const { handed_out: more } = await online.ask({
          method: 'POST',
          path: '/admin/v1/people/passwords',
          body: { staff_nos: part },
          answer: passwordsHandedOut,
        });
        setMade((before) => [...before, ...more]);
        setAsked(at + part.length);
        setSaved(false);
      }
    } catch (failure) {
      setProblem(failure);
    } finally {
      setRunning(false);
      onHandedOut();
    }
  };
  const save = async (): Promise<void> => {
    const who = { name: staff.name, staffNo: staff.staff_no };
    const notes = { asOf: [], filter: [t('administration.passwords.text')], ...takenBy(who, serverNow()) };
    const workbook = await exportWorkbook(passwordSheet(made, notes));
    if (await platform.saveFile(t('administration.passwords.file'), workbook, WORKBOOK_TYPE)) setSaved(true);
  };
  return { made, left: staffNos.length - asked, running, startedAt, problem, saved, make, save };
}
