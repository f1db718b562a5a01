import { DatePicker, Input, Select, TreeSelect } from 'antd';
import dayjs from 'dayjs';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ADJUSTMENT_KINDS } from '../../../shared/api/adjustments.ts';
import type { AdjustmentKind } from '../../../shared/api/adjustments.ts';
import { useReference } from '../../session/react.tsx';
import { useAccess } from '../customers/index.ts';
import { unitTree } from './communities.ts';
import type { LogFilter } from './use-adjustments.ts';

/** What the log is narrowed to; texts count when they are entered. */
export function LogFilterBar(props: { filter: LogFilter; onChange: (filter: LogFilter) => void }): ReactNode {
  const { filter, onChange } = props;
  const { t } = useTranslation();
  const { units } = useReference();
  const access = useAccess();
  const tree = useMemo(
    () => unitTree(units, (unit) => access.may('customer.read', unit.unitCode)),
    [units, access],
  );
  /** Empty takes a condition away. */
  const set = (change: { [K in keyof LogFilter]: LogFilter[K] | undefined }): void => {
    const entries = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined);
    onChange(Object.fromEntries(entries) as LogFilter);
  };
  const words = (text: string): string | undefined => text.trim() || undefined;
  return (
    <>
      <TreeSelect
        style={{ width: 200 }}
        popupMatchSelectWidth={360}
        allowClear
        showSearch={{ treeNodeFilterProp: 'title' }}
        aria-label={t('reassignment.log.unit')}
        placeholder={t('reassignment.log.unit')}
        treeData={tree}
        {...(filter.unitCode === undefined ? {} : { value: filter.unitCode })}
        onChange={(unitCode?: string) => set({ unitCode })}
      />
      <Select<AdjustmentKind>
        style={{ width: 120 }}
        allowClear
        aria-label={t('reassignment.log.kind')}
        placeholder={t('reassignment.log.kind')}
        options={ADJUSTMENT_KINDS.map((value) => ({ value, label: t(`reassignment.log.kinds.${value}`) }))}
        {...(filter.kind === undefined ? {} : { value: filter.kind })}
        onChange={(kind?: AdjustmentKind) => set({ kind })}
      />
      <Input.Search
        style={{ width: 170 }}
        allowClear
        aria-label={t('reassignment.log.customerCode')}
        placeholder={t('reassignment.log.customerCode')}
        onSearch={(text) => set({ customerCode: words(text) })}
      />
      <Input.Search
        style={{ width: 130 }}
        allowClear
        aria-label={t('reassignment.log.actorNo')}
        placeholder={t('reassignment.log.actorNo')}
        onSearch={(text) => set({ actor: words(text) })}
      />
      <DatePicker.RangePicker
        style={{ width: 220 }}
        allowEmpty={[true, true]}
        value={[
          filter.fromDay === undefined ? null : dayjs(filter.fromDay),
          filter.toDay === undefined ? null : dayjs(filter.toDay),
        ]}
        onChange={(days) =>
          set({ fromDay: days?.[0]?.format('YYYY-MM-DD'), toDay: days?.[1]?.format('YYYY-MM-DD') })
        }
      />
    </>
  );
}
