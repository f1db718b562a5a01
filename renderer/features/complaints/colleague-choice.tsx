import { Select } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReference } from '../../session/react.tsx';
import { colleaguesFor, useAccess } from '../customers/index.ts';

/** Somebody who may write about customers of the community. The reference may be behind; the server decides. */
export function ColleagueChoice(props: {
  id: string;
  community: string;
  withMyself?: boolean;
  value: string | null;
  onChange: (staffNo: string) => void;
}): ReactNode {
  const { id, community, withMyself = false, value, onChange } = props;
  const { t } = useTranslation();
  const { units } = useReference();
  const { staff } = useAccess();
  const colleagues = useMemo(
    () =>
      colleaguesFor(units, new Map([[community, 1]]), staff.staff_no).filter(({ outside }) => outside === 0),
    [units, community, staff],
  );
  const options = colleagues.map(({ staffNo, name, unitName }) => ({
    value: staffNo,
    label: `${name} · ${staffNo} · ${unitName}`,
  }));
  return (
    <Select<string>
      id={id}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('complaints.ask.handChoose')}
      notFoundContent={t('complaints.ask.handNobody')}
      value={value}
      options={
        withMyself
          ? [{ value: staff.staff_no, label: `${staff.name} · ${staff.staff_no}` }, ...options]
          : options
      }
      onChange={onChange}
    />
  );
}
