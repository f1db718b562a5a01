import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { CustomerExportArgs } from '../../shared/sync/mutations.ts';
import { newId } from '../data/new-id.ts';
import type { Workspace } from '../data/types.ts';
import { contentOf } from '../excel/index.ts';
import type { Platform } from '../platform/types.ts';
import { PlatformProvider, usePlatform } from '../session/platform-context.tsx';
import { useIndex, useWorkspace } from '../session/react.tsx';
import { RevealProvider } from '../ui/index.ts';

/**
 * Nothing is seen in clear and nothing leaves the product without being registered: what stands below saves its files by
 * a platform that registers each before it hands it out. Both wait in the outbox like any edit, also offline.
 */
export function RegisteredExports({ children }: { children: ReactNode }): ReactNode {
  const platform = usePlatform();
  const workspace = useWorkspace();
  const index = useIndex();
  const screen = useLocation().pathname.split('/')[1] ?? '';
  const registered = useMemo(
    () => ({ ...platform, saveFile: registering(platform, workspace, screen) }),
    [platform, workspace, screen],
  );
  const reveal = useMemo(
    () => (customerCode: string, what: 'phone' | 'address') => {
      const at = index.positionOf(customerCode);
      const customerName = at === undefined ? '' : index.at(at).name;
      // It has been seen by now: where it cannot be kept, the screen says what is wrong with the storage.
      void workspace
        .write({ type: 'customer.reveal', id: customerCode, args: { what }, customerCode, customerName })
        .catch(() => undefined);
    },
    [workspace, index],
  );
  return (
    <PlatformProvider platform={registered}>
      <RevealProvider value={reveal}>{children}</RevealProvider>
    </PlatformProvider>
  );
}

/** @returns a way to save that fails where the export cannot be registered, and takes back what was cancelled */
function registering(platform: Platform, workspace: Workspace, screen: string): Platform['saveFile'] {
  return async (name, bytes, mime) => {
    // The sealed file of one's own edits is nobody's list.
    if (/json/.test(mime)) return platform.saveFile(name, bytes, mime);
    const content = contentOf(bytes);
    const args: CustomerExportArgs = {
      screen: screen.slice(0, 64),
      form: formOf(mime),
      columns: (content?.columns ?? []).slice(0, 60).map((header) => header.slice(0, 60)),
      rows: content?.rows ?? null,
    };
    const entry = await workspace.write({
      type: 'customer.export',
      id: newId(),
      args,
      customerCode: '',
      customerName: '',
    });
    const saved = await platform.saveFile(name, bytes, mime);
    // Sent meanwhile: then the register says that he began to.
    if (!saved) await workspace.drop(entry.uid).catch(() => undefined);
    return saved;
  };
}

function formOf(mime: string): CustomerExportArgs['form'] {
  if (/spreadsheetml/.test(mime)) return 'workbook';
  if (mime.startsWith('image/')) return 'image';
  return mime.startsWith('text/') ? 'text' : 'other';
}
