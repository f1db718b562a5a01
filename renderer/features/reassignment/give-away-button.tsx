import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerSummary } from '../../data/types.ts';
import { useIndex } from '../../session/react.tsx';
import { useAccess } from '../customers/index.ts';
import { GiveAwayDialog } from './give-away-dialog.tsx';

/** 申请调整, for one customer or for all that are selected; absent for who may not ask. */
export function GiveAwayButton(props: { codes: () => readonly string[]; small?: boolean }): ReactNode {
  const { t } = useTranslation();
  const access = useAccess();
  const index = useIndex();
  const [asking, setAsking] = useState<readonly string[] | null>(null);
  const customers = (): CustomerSummary[] =>
    (asking ?? []).flatMap((code) => {
      const position = index.positionOf(code);
      return position === undefined ? [] : [index.at(position)];
    });
  if (!access.mayAnywhere('reassignment.ask')) return null;
  return (
    <>
      <Button {...(props.small ? { size: 'small' as const } : {})} onClick={() => setAsking(props.codes())}>
        {t('reassignment.ask.open')}
      </Button>
      {asking !== null && <GiveAwayDialog customers={customers()} onDone={() => setAsking(null)} />}
    </>
  );
}
