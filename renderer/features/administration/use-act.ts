import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OnlineQuestion } from '../../data/online.ts';
import { useWorkspace } from '../../session/react.tsx';
import { onlineProblem } from '../online/index.ts';

const WORDED = [
  'E_ROLE',
  'E_ROLE_EXISTS',
  'E_ROLE_IN_USE',
  'E_OWN_ROLE',
  'E_MENU_CHANGED',
  'E_LINK_HOST',
  'E_LAST_ADMIN',
  'E_PERSON_EXISTS',
  'E_SCOPE',
  'E_NOT_FOUND',
  'E_FEED_BUSY',
  'E_TOO_LARGE',
  'E_REQUEST',
] as const;

export interface Acts {
  busy: boolean;
  /** Null where it was refused, which is said in words; `done` is the word of success. */
  act: <T>(question: OnlineQuestion<T>, done?: string) => Promise<{ value: T } | null>;
}

/** Something that an administrator does: asked of the server, with its refusal in words. */
export function useAct(reload: () => void): Acts {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { online } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const words = Object.fromEntries(WORDED.map((code) => [code, t(`administration.error.${code}`)]));
  return {
    busy,
    act: async (question, done) => {
      setBusy(true);
      try {
        const answer = await online.ask(question);
        if (done !== undefined) message.success(done);
        reload();
        return { value: answer };
      } catch (error) {
        message.error(onlineProblem(error, t, words));
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}
