import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedViewKind } from '../../../shared/domain/saved-views.ts';
import { useHeld, useOutbox, useWorkspace } from '../../session/react.tsx';
import { keptViews, viewEdits } from './kept-views.ts';
import type { KeptView } from './kept-views.ts';

export interface KeptViews<K extends SavedViewKind> {
  views: readonly KeptView<K>[];
  /** Keeps it, new or changed. Resolves when it is durably on this machine; where it is not, the person is told. */
  put: (view: KeptView<K>) => Promise<boolean>;
  remove: (view: Pick<KeptView<K>, 'viewId' | 'name'>) => Promise<boolean>;
}

/**
 * What the person keeps under names, of one kind; it follows him to every machine, also when written offline.
 * A new kind is a line in shared/domain/saved-views.ts.
 */
export function useKeptViews<K extends SavedViewKind>(kind: K): KeptViews<K> {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const rows = useHeld('savedView');
  const entries = useOutbox();
  const views = useMemo(() => keptViews(rows, entries, kind), [rows, entries, kind]);
  return useMemo(() => {
    const told = async (work: Promise<unknown>): Promise<boolean> => {
      try {
        await work;
        return true;
      } catch {
        message.error(t('common.notKept'));
        return false;
      }
    };
    const put = (view: KeptView<K>): Promise<boolean> => {
      const known = views.find(({ viewId }) => viewId === view.viewId);
      const changes = viewEdits(known, view);
      if (changes.length === 0) return Promise.resolve(true);
      return told(
        workspace.write({
          type: 'savedView.put',
          id: view.viewId,
          args: { kind, changes },
          customerCode: '',
          customerName: view.name,
        }),
      );
    };
    const remove = ({ viewId, name }: Pick<KeptView<K>, 'viewId' | 'name'>): Promise<boolean> =>
      told(
        workspace.write({
          type: 'savedView.remove',
          id: viewId,
          args: {},
          customerCode: '',
          customerName: name,
        }),
      );
    return { views, put, remove };
  }, [views, workspace, kind, message, t]);
}
