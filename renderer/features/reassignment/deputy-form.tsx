import { App, Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import type { Dayjs } from 'dayjs';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_TERM_DAYS } from '../../../shared/api/deputies.ts';
import type { DeputiesResponse, DeputyRequest } from '../../../shared/api/deputies.ts';
import { useReference } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { useAccess } from '../customers/index.ts';
import { onlineProblem } from '../online/index.ts';
import styles from './reassignment.module.css';

/** Names somebody for one of the units that I lead, from a day to a day. */
export function DeputyForm(props: {
  units: DeputiesResponse['units'];
  onName: (term: DeputyRequest) => Promise<void>;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const people = usePeople();
  const [unitCode, setUnitCode] = useState(props.units[0]?.unit_code ?? null);
  const [staffNo, setStaffNo] = useState<string | null>(null);
  const [days, setDays] = useState<[Dayjs, Dayjs] | null>(null);
  const [saving, setSaving] = useState(false);
  const complete = unitCode !== null && staffNo !== null && days !== null;
  const name = async (): Promise<void> => {
    if (!complete || saving) return;
    setSaving(true);
    try {
      const [from_day, to_day] = days.map((day) => day.format('YYYY-MM-DD')) as [string, string];
      await props.onName({ staff_no: staffNo, unit_code: unitCode, from_day, to_day });
      message.success(t('reassignment.deputies.named'));
      setStaffNo(null);
      setDays(null);
    } catch (error) {
      message.error(onlineProblem(error, t));
    } finally {
      setSaving(false);
    }
  };
  return (
    <div className={styles['filters']}>
      <Select
        style={{ width: 200 }}
        aria-label={t('reassignment.deputies.unit')}
        options={props.units.map((unit) => ({
          value: unit.unit_code,
          label: `${unit.name} · ${unit.role_title}`,
        }))}
        value={unitCode}
        onChange={setUnitCode}
      />
      <Select
        style={{ width: 240 }}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('reassignment.deputies.person')}
        placeholder={t('reassignment.deputies.personHint')}
        options={people}
        value={staffNo}
        onChange={setStaffNo}
      />
      <DatePicker.RangePicker
        value={days}
        minDate={dayjs(todayOf())}
        maxDate={dayjs(todayOf()).add(LONGEST_TERM_DAYS, 'day')}
        onChange={(next) => setDays(next?.[0] && next[1] ? [next[0], next[1]] : null)}
      />
      <Button type="primary" disabled={!complete} loading={saving} onClick={() => void name()}>
        {t('reassignment.deputies.name')}
      </Button>
    </div>
  );
}

/** Everybody who works a unit, but oneself: `乔雨仁 610026 · 渡东片2社区`. */
function usePeople(): { value: string; label: string }[] {
  const { units } = useReference();
  const { staff } = useAccess();
  return useMemo(() => {
    const people = new Map<string, string>();
    for (const unit of units.values())
      for (const { staffNo, name } of unit.staff)
        if (staffNo !== staff.staff_no && !people.has(staffNo))
          people.set(staffNo, `${name} ${staffNo} · ${unit.name}`);
    return [...people].map(([value, label]) => ({ value, label }));
  }, [units, staff.staff_no]);
}
