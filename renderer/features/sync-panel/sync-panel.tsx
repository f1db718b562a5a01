import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Platform } from '../../platform/types.ts';
import { useOutbox, useServer, useSessionState, useSyncStatus, useWorkspace } from '../../session/react.tsx';
import { AttemptList } from './attempt-list.tsx';
import { AttentionList } from './attention-list.tsx';
import { BucketList } from './bucket-list.tsx';
import { diagnosticFile } from './diagnostics.ts';
import { Headline } from './headline.tsx';
import { MachineNotes } from './machine-notes.tsx';
import { SourceList } from './source-list.tsx';
import { WaitingList } from './waiting-list.tsx';
import { DownloadOutlined } from '../../ui/icons.tsx';
import { SideDrawer } from '../../ui/index.ts';

export interface SyncPanelProps {
  open: boolean;
  platform: Platform;
  version: string;
  onClose: () => void;
  /** The sign-in has expired: asks for the password again. */
  onSignInAgain: () => void;
}

const WIDTH = 496;

/** How this machine stands with the server: calm headline, attention, what waits, sources, attempts. */
export function SyncPanel(props: SyncPanelProps): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const status = useSyncStatus();
  const online = status.state !== 'offline';
  return (
    <SideDrawer
      open={props.open}
      onClose={props.onClose}
      title={t('sync.title')}
      size={WIDTH}
      extra={
        <div style={{ display: 'flex', gap: 8 }}>
          <DiagnosticsButton platform={props.platform} version={props.version} />
          <Button size="small" type={online ? 'primary' : 'default'} onClick={() => workspace.syncNow()}>
            {t('sync.syncNow')}
          </Button>
        </div>
      }
    >
      <Headline onSignInAgain={props.onSignInAgain} />
      <MachineNotes />
      <AttentionList />
      <WaitingList />
      <SourceList />
      <BucketList />
      <AttemptList />
    </SideDrawer>
  );
}

function DiagnosticsButton({ platform, version }: { platform: Platform; version: string }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const outbox = useOutbox();
  const server = useServer();
  const state = useSessionState();
  const save = async (): Promise<void> => {
    const log = await platform.desktop?.readLog().catch(() => []);
    const file = diagnosticFile({
      version,
      platform: platform.kind,
      browser: navigator.userAgent,
      now: new Date(),
      server,
      signInExpired: state.kind === 'signedIn' && state.signInExpired,
      status: workspace.status.get(),
      outbox,
      freshness: workspace.reference.get().freshness,
      customers: workspace.index.get().size,
      ...(log === undefined ? {} : { log }),
    });
    if (await platform.saveFile(file.name, file.bytes, 'application/json')) {
      void message.success(t('sync.diagnosticsSaved'));
    }
  };
  return (
    <Button size="small" icon={<DownloadOutlined />} onClick={() => void save()}>
      {t('sync.exportDiagnostics')}
    </Button>
  );
}
