import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageTrouble } from '../../data/types.ts';
import { useWorkspace } from '../../session/react.tsx';

/** The one thing that helps: trying again, building anew, or opening the page with the newer program. */
export function TroubleAction({ trouble }: { trouble: StorageTrouble }): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  switch (trouble) {
    case 'storageFull':
      return (
        <Button size="small" onClick={() => workspace.syncNow()}>
          {t('storage.retry')}
        </Button>
      );
    case 'storageLost':
    case 'blocked':
      return (
        <Button size="small" onClick={() => void workspace.rebuild()}>
          {t(trouble === 'blocked' ? 'storage.retry' : 'storage.rebuild')}
        </Button>
      );
    case 'superseded':
    case 'newerSchema':
      return (
        <Button size="small" onClick={() => window.location.reload()}>
          {t('storage.reload')}
        </Button>
      );
  }
}
