import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SelectionSums } from '../../../data/types.ts';
import { formatYuan } from '../../../ui/format/index.ts';
import styles from './customers-page.module.css';

/** What is selected, what it sums up to, and what can be done with it. */
export function SelectionBar(props: {
  selected: SelectionSums;
  /** Of the whole list. */
  total: SelectionSums;
  /** Selected ones that the conditions hide at the moment. */
  hidden: number;
  onClear: () => void;
  /** The selected rows as text; follows the mask. */
  rowsAsText: () => string;
  onExport?: () => void;
  /** What else can be done with the selected. */
  more?: ReactNode;
}): ReactNode {
  const { selected, total, hidden, onClear, rowsAsText, onExport } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(rowsAsText());
      message.success(t('customers.bar.copied', { count: selected.customers }));
    } catch {
      message.warning(t('customers.bar.copyRefused'));
    }
  };
  return (
    <>
      <span className={`${styles['bar']} ${styles['barStrong']}`}>
        {t('customers.bar.selected', { count: selected.customers })}
      </span>
      <span className={styles['bar']}>
        {t('customers.bar.revenue')}{' '}
        <span className={styles['barStrong']}>{formatYuan(selected.revenue)}</span>
      </span>
      <span className={styles['bar']}>
        {t('customers.bar.arrears')}{' '}
        <span className={styles['barStrong']}>{formatYuan(selected.arrears)}</span>
      </span>
      {hidden > 0 && (
        <span className={styles['barTotal']}>{t('customers.bar.hidden', { count: hidden })}</span>
      )}
      <span className={styles['barEnd']}>
        <span className={styles['barTotal']}>
          {t('customers.bar.total', { count: total.customers, arrears: formatYuan(total.arrears) })}
        </span>
        <Button size="small" onClick={onClear}>
          {t('customers.bar.clear')}
        </Button>
        {props.more}
        <Button size="small" onClick={() => void copy()}>
          {t('customers.bar.copy', { count: selected.customers })}
        </Button>
        {onExport && (
          <Button size="small" type="primary" onClick={onExport}>
            {t('customers.exportSelected', { count: selected.customers })}
          </Button>
        )}
      </span>
    </>
  );
}
