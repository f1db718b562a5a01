import { Button, Checkbox, Popover } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './customers-page.module.css';
import {
  COLUMN_KEYS,
  DEFAULT_COLUMNS,
  FIXED_COLUMNS,
  moveColumn,
  toggleColumn,
  type ColumnKey,
} from './columns.ts';
import { DownOutlined, SettingOutlined, UpOutlined } from '../../../ui/icons.tsx';

/** Which columns the list shows, and in which order. */
export function ColumnChooser(props: {
  shown: readonly ColumnKey[];
  /** How many of the shown ones the window has no room for. */
  dropped: number;
  onChange: (shown: ColumnKey[]) => void;
}): ReactNode {
  const { shown, dropped, onChange } = props;
  const { t } = useTranslation();
  const hidden = COLUMN_KEYS.filter((key) => !shown.includes(key));
  const item = (key: ColumnKey): ReactNode => {
    const name = t(`customers.column.${key}`);
    return (
      <li key={key}>
        <Checkbox
          checked={shown.includes(key)}
          disabled={FIXED_COLUMNS.includes(key)}
          onChange={() => onChange(toggleColumn(shown, key))}
        >
          {name}
        </Checkbox>
        {shown.includes(key) && (
          <span className={styles['columnMoves']}>
            <Button
              size="small"
              type="text"
              icon={<UpOutlined />}
              aria-label={t('customers.column.up', { name })}
              onClick={() => onChange(moveColumn(shown, key, -1))}
            />
            <Button
              size="small"
              type="text"
              icon={<DownOutlined />}
              aria-label={t('customers.column.down', { name })}
              onClick={() => onChange(moveColumn(shown, key, 1))}
            />
          </span>
        )}
      </li>
    );
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('customers.column.choose')}
      content={
        <div className={styles['columns']}>
          <ul className={styles['columnList']}>{[...shown, ...hidden].map(item)}</ul>
          <div className={styles['columnsFoot']}>
            <span className={styles['narrow']}>
              {dropped > 0 && t('customers.column.narrow', { count: dropped })}
            </span>
            <Button size="small" onClick={() => onChange([...DEFAULT_COLUMNS])}>
              {t('customers.column.reset')}
            </Button>
          </div>
        </div>
      }
    >
      <Button size="small" icon={<SettingOutlined />}>
        {t('customers.column.title')}
      </Button>
    </Popover>
  );
}
