import { App, Button, Input, Popconfirm, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type HeldRole,
  passwordIssued,
  peopleResponse,
  type PersonChange,
  type PersonRow,
} from '../../../shared/api/administration.ts';
import { formatCount } from '../../ui/format/index.ts';
import { OnlineProblem, useOnlineRead } from '../online/index.ts';
import styles from './administration.module.css';
import { GrantForm } from './grant-form.tsx';
import { useAct } from './use-act.ts';

/** Who there is, with his roles; roles are given and taken here, people stopped and helped back in. */
export function PeoplePanel(): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [search, setSearch] = useState('');
  const { data, problem, reload } = useOnlineRead({
    path: '/admin/v1/people',
    query: { search, limit: 200 },
    answer: peopleResponse,
  });
  const { act, busy } = useAct(reload);
  const [given, setGiven] = useState<PersonRow | 'new' | null>(null);
  const change = (body: PersonChange): Promise<unknown> =>
    act({ method: 'POST', path: '/admin/v1/people', body, answer: null }, t('administration.people.saved'));
  const reset = async (person: PersonRow): Promise<void> => {
    const body = { staff_no: person.staff_no };
    const answer = await act({
      method: 'POST',
      path: '/admin/v1/people/password',
      body,
      answer: passwordIssued,
    });
    if (answer === null) return;
    modal.info({
      title: `${person.name} ${person.staff_no}`,
      content: (
        <>
          {t('administration.people.password')} <code>{answer.value.password}</code>
        </>
      ),
    });
  };
  return (
    <>
      <div className={styles['bar']}>
        <Input.Search
          allowClear
          style={{ width: 240 }}
          placeholder={t('administration.search')}
          aria-label={t('administration.search')}
          onSearch={setSearch}
        />
        <Button onClick={() => setGiven('new')}>{t('administration.people.add')}</Button>
        <span className={styles['count']}>
          {t('administration.people.total', {
            count: data?.total ?? 0,
            replace: { count: formatCount(data?.total ?? 0) },
          })}
        </span>
      </div>
      {problem !== null && <OnlineProblem error={problem} onRetry={reload} />}
      <div className={styles['body']}>
        <Table<PersonRow>
          size="small"
          rowKey="staff_no"
          pagination={false}
          dataSource={data?.people ?? []}
          columns={[
            {
              title: t('administration.people.person'),
              render: (_, person) => (
                <>
                  {person.name} <span className={styles['second']}>{person.staff_no}</span>
                </>
              ),
            },
            {
              title: t('administration.people.roles'),
              render: (_, person) =>
                person.roles.map((role) => (
                  <RoleTag
                    key={`${role.role} ${role.unit_code} ${role.from_day}`}
                    role={role}
                    onTake={() => void change(taken(person, role))}
                  />
                )),
            },
            { title: t('administration.people.state'), render: (_, person) => t(stateOf(person)) },
            {
              key: 'acts',
              render: (_, person) => (
                <span className={styles['acts']}>
                  <Button size="small" onClick={() => setGiven(person)}>
                    {t('administration.people.give')}
                  </Button>
                  <Popconfirm
                    title={t('administration.people.resetAsk', { name: person.name })}
                    okText={t('administration.people.reset')}
                    cancelText={t('common.cancel')}
                    onConfirm={() => void reset(person)}
                  >
                    <Button size="small">{t('administration.people.reset')}</Button>
                  </Popconfirm>
                  <Button
                    size="small"
                    onClick={() =>
                      void change({ kind: person.disabled ? 'ENABLE' : 'DISABLE', staff_no: person.staff_no })
                    }
                  >
                    {t(person.disabled ? 'administration.people.enable' : 'administration.people.disable')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      </div>
      {given !== null && (
        <GrantForm
          person={given === 'new' ? null : given}
          busy={busy}
          onSave={(body) => void change(body).then((answer) => answer !== null && setGiven(null))}
          onClose={() => setGiven(null)}
        />
      )}
    </>
  );
}

const taken = (person: PersonRow, { role, unit_code, channel, from_day }: HeldRole): PersonChange => ({
  kind: 'TAKE',
  staff_no: person.staff_no,
  role,
  unit_code,
  channel,
  ...(from_day === null ? {} : { from_day }),
});

const stateOf = (person: PersonRow) =>
  person.disabled
    ? 'administration.people.disabled'
    : person.has_password
      ? 'administration.people.ready'
      : 'administration.people.noPassword';

function RoleTag({ role, onTake }: { role: HeldRole; onTake: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Popconfirm
      title={`${role.title} · ${role.unit_name}`}
      okText={t('administration.people.take')}
      cancelText={t('common.cancel')}
      onConfirm={onTake}
    >
      <Tag role="button" tabIndex={0} style={{ cursor: 'pointer' }}>
        {role.title} · {role.unit_name}
        {role.to_day !== null && ` · ${role.to_day}`}
      </Tag>
    </Popconfirm>
  );
}
