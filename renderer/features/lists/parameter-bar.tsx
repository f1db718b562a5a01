import { Button, Checkbox, InputNumber, Select, TreeSelect } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FEE_CLASSES, PRODUCT_CATEGORIES } from '../../../shared/domain/rows.ts';
import { addMonths } from '../../../shared/lib/dates.ts';
import type { ListParameter, ListParameters } from '../../../shared/reports/index.ts';
import { useReference } from '../../session/react.tsx';
import { buildTerritory, useAccess } from '../customers/index.ts';
import type { TerritoryNode } from '../customers/index.ts';
import { freshQuery } from './list-query.ts';
import styles from './lists.module.css';
import type { OpenList } from './use-subscription-list.ts';

/** How far back a month can be chosen: traffic is kept for thirteen, and three are compared with. */
const MONTHS_TO_CHOOSE = 10;

/** Unit, month and thresholds: what the list is asked for. */
export function ParameterBar({ open }: { open: OpenList }): ReactNode {
  const { t } = useTranslation();
  const { query, list, ask } = open;
  const keys = Object.keys(list.parameters) as ListParameter[];
  const set = (changed: ListParameters): void =>
    ask((last) => ({ ...last, parameters: { ...last.parameters, ...changed } }));
  const touched = keys.some((key) => query.parameters[key] !== list.parameters[key]);
  return (
    <div className={styles['parameters']} role="group" aria-label={t('lists.parameters')}>
      <UnitChoice open={open} />
      {list.period === 'month' && <MonthChoice open={open} />}
      {keys.map((key) => (
        <Parameter key={key} name={key} value={query.parameters} onChange={set} />
      ))}
      {list.period === 'month' && (
        <Checkbox
          checked={query.onlyNew}
          onChange={({ target }) => ask((last) => ({ ...last, onlyNew: target.checked }))}
        >
          {t('lists.onlyNew')}
        </Checkbox>
      )}
      {touched && (
        <Button
          type="link"
          size="small"
          onClick={() => ask({ ...freshQuery(query.list, query), sort: query.sort })}
        >
          {t('lists.reset')}
        </Button>
      )}
    </div>
  );
}

function UnitChoice({ open: { query, index, ask } }: { open: OpenList }): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const { grants } = useAccess();
  const nodes = useMemo(
    () => buildTerritory(units, index.countByCommunity(), grants).map(asOption),
    [units, index, grants],
  );
  return (
    <TreeSelect
      size="small"
      aria-label={t('lists.unit')}
      className={styles['unit'] ?? ''}
      value={query.unit}
      placeholder={t('lists.allUnits')}
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={280}
      treeData={nodes}
      treeDefaultExpandAll={nodes.length === 1}
      onChange={(unit: string | undefined) => ask((last) => ({ ...last, unit }))}
    />
  );
}

interface UnitOption {
  value: string;
  title: string;
  children: UnitOption[];
}
const asOption = ({ unitCode, name, children }: TerritoryNode): UnitOption => ({
  value: unitCode,
  title: name,
  children: children.map(asOption),
});

function MonthChoice({ open: { index, month, ask } }: { open: OpenList }): ReactNode {
  const { t } = useTranslation();
  const { thisMonth } = index;
  if (thisMonth === null || month === null) return null;
  const months = Array.from({ length: MONTHS_TO_CHOOSE }, (_, back) => addMonths(thisMonth, -back));
  return (
    <Select
      size="small"
      aria-label={t('lists.month')}
      value={month}
      options={(months.includes(month) ? months : [month, ...months]).map((value) => ({
        value,
        label: value,
      }))}
      onChange={(value) => ask((last) => ({ ...last, month: value === thisMonth ? undefined : value }))}
    />
  );
}

/** One threshold with its words before and behind. */
function Parameter(props: {
  name: ListParameter;
  value: ListParameters;
  onChange: (changed: ListParameters) => void;
}): ReactNode {
  const { name, value, onChange } = props;
  const { t } = useTranslation();
  const label = t(`lists.parameter.${name}`);
  if (name === 'category' || name === 'feeClass') {
    const options =
      name === 'category'
        ? PRODUCT_CATEGORIES.map((one) => ({ value: one as string, label: t(`lists.category.${one}`) }))
        : FEE_CLASSES.map((one) => ({ value: one as string, label: t(`domain.feeClass.${one}`) }));
    return (
      <Select<string>
        size="small"
        aria-label={label}
        className={styles['words'] ?? ''}
        value={value[name] ?? null}
        placeholder={label}
        allowClear={name === 'category'}
        options={options}
        onChange={(chosen: string | undefined) => onChange({ [name]: chosen } as ListParameters)}
      />
    );
  }
  const inYuan = name === 'min' || name === 'max';
  const shown = value[name];
  return (
    <label className={styles['parameter']}>
      {label}
      <InputNumber
        size="small"
        min={0}
        max={name === 'percent' ? 100 : name === 'stage' ? 6 : 999_999}
        precision={inYuan ? 2 : 0}
        controls={false}
        changeOnWheel={false}
        className={styles['number'] ?? ''}
        value={shown === undefined ? null : inYuan ? shown / 100 : shown}
        onChange={(number) =>
          onChange({ [name]: number === null ? undefined : inYuan ? Math.round(number * 100) : number })
        }
      />
      {t(`lists.unitOf.${name}`)}
    </label>
  );
}
