import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionStaff } from '../../../../shared/api/auth.ts';
import { usePlatform } from '../../../session/platform-context.tsx';
import { preciseTimeOf, serverNow, today } from '../../../ui/format/index.ts';
import { PrinterOutlined } from '../../../ui/icons.tsx';
import { usePrinting } from '../../../ui/theme/index.ts';
import styles from './customer-page.module.css';

/** Hands the page to the system's print dialog. */
export function PrintButton(): ReactNode {
  const { t } = useTranslation();
  const { desktop } = usePlatform();
  const print = (): void => {
    if (desktop === undefined) window.print();
    else void desktop.print();
  };
  return (
    <Button
      type="text"
      icon={<PrinterOutlined />}
      aria-label={t('customer.print')}
      title={`${t('customer.print')} Ctrl+P`}
      onClick={print}
    />
  );
}

/** Who printed it and when: the first line on paper, never on the screen. */
export function PaperHead({ staff }: { staff: SessionStaff }): ReactNode {
  const { t } = useTranslation();
  // Drawn anew for paper, so that the time is that of printing.
  usePrinting();
  const now = serverNow();
  const at = `${today(now)} ${preciseTimeOf(now.toISOString())}`;
  return (
    <div className={styles['paperHead']}>
      <span>{t('common.productName')}</span>
      <span>{t('customer.printedBy', { name: staff.name, staffNo: staff.staff_no, at })}</span>
    </div>
  );
}
