import { Button } from 'antd';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Translate } from '../../i18n/index.ts';
import { useOutbox } from '../../session/react.tsx';
import { ErrorState, FactList, Panel } from '../../ui/index.ts';
import { kindsText } from './kinds-text.ts';
import styles from './settings.module.css';
import { useLocalWork } from './use-local-work.tsx';
import type { WorkOutcome } from './use-local-work.tsx';

/** What was written here and not sent: taken out of this machine in a file, brought in, and the way to clear it all. */
export function LocalWorkPanel(): ReactNode {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const { unsent, busy, outcome, exportWork, importWork, wipe } = useLocalWork();
  return (
    <Panel title={t('settings.work.title')}>
      <FactList
        facts={[
          [t('settings.work.here'), <Unsent key="here" />],
          [
            t('settings.work.export'),
            <Act key="export" hint={t('settings.work.exportHint')}>
              <Button size="small" disabled={busy || unsent.length === 0} onClick={() => void exportWork()}>
                {t('settings.work.exportNow')}
              </Button>
            </Act>,
          ],
          [
            t('settings.work.import'),
            <Act key="import" hint={t('settings.work.importHint')}>
              <Button size="small" disabled={busy} onClick={() => file.current?.click()}>
                {t('settings.work.importNow')}
              </Button>
              <input
                ref={file}
                type="file"
                hidden
                accept=".json,application/json"
                aria-label={t('settings.work.importFile')}
                onChange={(event) => {
                  const [chosen] = event.target.files ?? [];
                  if (chosen !== undefined) void importWork(chosen);
                  event.target.value = '';
                }}
              />
            </Act>,
          ],
          [
            t('settings.work.wipe'),
            <Act key="wipe" hint={t('settings.work.wipeHint')}>
              <Button size="small" danger disabled={busy} onClick={() => void wipe()}>
                {t('settings.work.wipeNow')}
              </Button>
            </Act>,
          ],
        ]}
      />
      {outcome !== null && (
        <div className={styles['result']}>
          <Outcome outcome={outcome} />
        </div>
      )}
    </Panel>
  );
}

function Unsent(): ReactNode {
  const { t } = useTranslation();
  const unsent = useOutbox().filter(({ state }) => state !== 'acknowledged');
  if (unsent.length === 0) return t('settings.work.none');
  return t('settings.work.some', { count: unsent.length, kinds: kindsText(unsent, t) });
}

function Act({ hint, children }: { hint: string; children: ReactNode }): ReactNode {
  return (
    <div className={styles['act']}>
      <div>{children}</div>
      <span className={styles['hint']}>{hint}</span>
    </div>
  );
}

function Outcome({ outcome }: { outcome: WorkOutcome }): ReactNode {
  const { t } = useTranslation();
  if (outcome.kind === 'fault' || outcome.kind === 'refused') {
    const { title, text } = problemWords(outcome, t);
    return <ErrorState title={title} text={text} tone={outcome.kind === 'refused' ? 'soon' : 'bad'} />;
  }
  return (
    <p className={styles['outcome']} role="status">
      {outcome.kind === 'exported'
        ? t('settings.work.exported', {
            count: outcome.edits,
            file: outcome.fileName,
            kinds: outcome.kinds,
          })
        : t('settings.work.imported', { taken: outcome.taken, known: outcome.known })}
    </p>
  );
}

function problemWords(
  outcome: Extract<WorkOutcome, { kind: 'fault' | 'refused' }>,
  t: Translate,
): { title: string; text: string } {
  if (outcome.kind === 'refused') {
    return {
      title: t('settings.work.refused', { count: outcome.edits }),
      text: t('settings.work.refusedHint'),
    };
  }
  const { doing, fault } = outcome;
  return {
    title: t(`settings.work.failed.${doing}`),
    text: t(`settings.work.fault.${fault}`),
  };
}
