import { App, Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeputyRow } from '../../../shared/api/deputies.ts';
import { EmptyState, ReadingState, roleTitle } from '../../ui/index.ts';
import { DeputyForm } from './deputy-form.tsx';
import { OnlineProblem, onlineProblem } from '../online/index.ts';
import styles from './reassignment.module.css';
import { useDeputies } from './use-deputies.ts';

/** 代理: who decides in my place while I am away, and until when. */
export function Deputies({ tabs }: { tabs: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const desk = useDeputies();
  const { data, problem } = desk;
  return (
    <section className={styles['queue']} style={{ flex: 1 }} aria-label={t('reassignment.tab.deputies')}>
      {tabs}
      <div className={styles['plainBody']}>
        {problem !== null && <OnlineProblem error={problem} onRetry={desk.reload} />}
        {data === null && problem === null && <ReadingState />}
        {data !== null && data.units.length === 0 && (
          <EmptyState
            title={t('reassignment.deputies.noUnit')}
            hint={t('reassignment.deputies.noUnitHint')}
          />
        )}
        {data !== null && data.units.length > 0 && (
          <>
            <p className={styles['quiet']}>{t('reassignment.deputies.hint')}</p>
            <DeputyForm units={data.units} onName={desk.name} />
            <DeputyTable rows={data.deputies} onEnd={desk.end} />
          </>
        )}
      </div>
    </section>
  );
}

function DeputyTable(props: {
  rows: readonly DeputyRow[];
  onEnd: ReturnType<typeof useDeputies>['end'];
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  if (props.rows.length === 0) return <EmptyState title={t('reassignment.deputies.none')} />;
  const end = async ({ staff_no, unit_code, from_day, to_day, name }: DeputyRow): Promise<void> => {
    try {
      await props.onEnd({ staff_no, unit_code, from_day, to_day });
      message.success(t('reassignment.deputies.ended', { name }));
    } catch (error) {
      message.error(onlineProblem(error, t));
    }
  };
  return (
    <table className={styles['facts']}>
      <thead>
        <tr>
          <th scope="col">{t('reassignment.deputies.person')}</th>
          <th scope="col">{t('reassignment.deputies.unit')}</th>
          <th scope="col">{t('reassignment.deputies.role')}</th>
          <th scope="col">{t('reassignment.deputies.term')}</th>
          <th scope="col" aria-label={t('reassignment.deputies.end')} />
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={`${row.staff_no} ${row.unit_code} ${row.from_day}`}>
            <td>
              {row.name} <span className={styles['second']}>{row.staff_no}</span>
            </td>
            <td>{row.unit_name}</td>
            <td>{roleTitle(row.role, row.role_title, t)}</td>
            <td>
              {row.from_day} – {row.to_day}
            </td>
            <td>
              <Popconfirm
                title={t('reassignment.deputies.endAsk', { name: row.name })}
                okText={t('reassignment.deputies.end')}
                cancelText={t('common.cancel')}
                onConfirm={() => void end(row)}
              >
                <Button size="small">{t('reassignment.deputies.end')}</Button>
              </Popconfirm>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
