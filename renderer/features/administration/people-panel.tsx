import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type HeldRole,
  peopleResponse,
  type PersonChange,
  type PersonRow,
} from '../../../shared/api/administration.ts';
import { formatCount } from '../../ui/format/index.ts';
import styles from './administration.module.css';
import { GrantForm } from './grant-form.tsx';
import { HandoverForm } from './handover-form.tsx';
import { ImportPeople } from './people/import-people.tsx';
import { ListedCount } from './listed-count.tsx';
import { PersonActs } from './person-acts.tsx';
import { RecordPanel, useSearchedRecords } from './record-panel.tsx';
import { RecordTable } from './record-table.tsx';
import { RoleTag } from './role-tag.tsx';

/** Who there is, with his roles; roles are given and taken here, people stopped and helped back in. */
export function PeoplePanel(): ReactNode {
  const { t } = useTranslation();
  const records = useSearchedRecords('/admin/v1/people', peopleResponse);
  const { data, act, busy } = records;
  const [given, setGiven] = useState<PersonRow | 'new' | null>(null);
  const [leaving, setLeaving] = useState<PersonRow | null>(null);
  const change = (body: PersonChange): Promise<unknown> =>
    act({ method: 'POST', path: '/admin/v1/people', body, answer: null }, t('administration.people.saved'));
  return (
    <RecordPanel
      reading={records}
      bar={
        <>
          {records.searchField}
          <Button onClick={() => setGiven('new')}>{t('administration.people.add')}</Button>
          <ImportPeople onWritten={records.reload} />
          {data !== null && (
            <ListedCount
              total={data.total}
              listed={data.people.length}
              counted={(count) =>
                t('administration.people.total', { count, replace: { count: formatCount(count) } })
              }
            />
          )}
        </>
      }
    >
      <RecordTable<PersonRow>
        rowKey="staff_no"
        rows={data?.people}
        empty={t('administration.nobody')}
        columns={[
          {
            title: t('administration.people.person'),
            width: 200,
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
                  of={person.name}
                  onTake={() => void change(taken(person, role))}
                />
              )),
          },
          {
            title: t('administration.people.state'),
            width: 110,
            render: (_, person) => (
              <span className={person.disabled ? (styles['late'] ?? '') : ''}>{t(stateOf(person))}</span>
            ),
          },
          {
            key: 'acts',
            width: 320,
            render: (_, person) => (
              <PersonActs
                person={person}
                onGive={() => setGiven(person)}
                onHandOver={() => setLeaving(person)}
                onChange={(body) => void change(body)}
              />
            ),
          },
        ]}
      />
      {given !== null && (
        <GrantForm
          person={given === 'new' ? null : given}
          busy={busy}
          onSave={(body) => void change(body).then((answer) => answer !== null && setGiven(null))}
          onClose={() => setGiven(null)}
        />
      )}
      {leaving !== null && (
        <HandoverForm person={leaving} onDone={records.reload} onClose={() => setLeaving(null)} />
      )}
    </RecordPanel>
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
