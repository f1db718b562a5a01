import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../shared/domain/rows.ts';
import { useScreenCommands } from '../../ui/index.ts';
import type { Command } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { FileDrawer } from './file-drawer.tsx';

/** 记投诉, on the page of a customer and in the palette; absent for who may not write there. */
export function ComplaintButton({ customer }: { customer: Customer }): ReactNode {
  const { may } = useAccess();
  return may('customer.write', customer.communityCode) ? <Opener customer={customer} /> : null;
}

function Opener({ customer }: { customer: Customer }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useScreenCommands([
    {
      id: 'complaint:file',
      group: 'act',
      title: (speak) => speak('complaints.command', { name: customer.name }),
      run: () => setOpen(true),
    } satisfies Command,
  ]);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('complaints.file')}</Button>
      {open && <FileDrawer customer={customer} onClose={() => setOpen(false)} />}
    </>
  );
}
