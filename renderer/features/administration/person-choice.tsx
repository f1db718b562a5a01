import { Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleResponse } from '../../../shared/api/administration.ts';
import { useOnlineRead } from '../online/index.ts';

const MOST_OFFERED = 20;

/** Somebody out of those whom the person administers, found by number or name; disabled people are not offered. */
export function PersonChoice(props: {
  label: string;
  value: string | null;
  /** Who is not meant. */
  without: string;
  onChoose: (staffNo: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { label, value, without } = props;
  const [search, setSearch] = useState('');
  const { data, reading } = useOnlineRead({
    path: '/admin/v1/people',
    query: { search, limit: MOST_OFFERED },
    answer: peopleResponse,
  });
  const offered = (data?.people ?? []).filter(
    ({ staff_no: staffNo, disabled }) => !disabled && staffNo !== without,
  );
  return (
    <Select<string>
      showSearch={{ filterOption: false, onSearch: setSearch }}
      style={{ width: '100%' }}
      placeholder={t('administration.search')}
      aria-label={label}
      loading={reading}
      {...(value === null ? {} : { value })}
      onChange={props.onChoose}
      notFoundContent={reading ? null : t('administration.nobody')}
      options={offered.map(({ staff_no: staffNo, name, roles }) => ({
        value: staffNo,
        label: [`${name} ${staffNo}`, roles[0]?.unit_name].filter(Boolean).join(' · '),
      }))}
    />
  );
}
