import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccess } from '../customers/index.ts';
import { CreateListDialog } from './create-list-dialog.tsx';
import type { CallListOffer } from './offer.ts';

/** 转外呼: makes a call list from customers, by their codes; absent for who sees no customers. */
export function CallListButton(props: {
  codes: () => readonly string[];
  offer?: CallListOffer;
  /** How many it will be, where that is known; it stands in the label. */
  count?: number;
  small?: boolean;
  primary?: boolean;
}): ReactNode {
  const { count, small, primary, offer = {} } = props;
  const { t } = useTranslation();
  const access = useAccess();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (!access.mayAnywhere('customer.read')) return null;
  return (
    <>
      <Button
        {...(small ? { size: 'small' as const } : {})}
        {...(primary ? { type: 'primary' as const } : {})}
        disabled={count === 0}
        onClick={() => setCodes(props.codes())}
      >
        {count === undefined ? t('calls.make.open') : t('calls.make.openCount', { count })}
      </Button>
      {codes !== null && <CreateListDialog codes={codes} offer={offer} onDone={() => setCodes(null)} />}
    </>
  );
}
