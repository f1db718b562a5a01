import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePlatform } from '../../session/platform-context.tsx';
import { usePersonalSettings, useRequests, useSyncStatus, useWorkspace } from '../../session/react.tsx';
import { answerNotice, answersOf } from './answers.ts';
import { ofGroup } from './groups.ts';
import { noticeOf } from './request-notice.ts';
import { useAnswersNoted } from './use-answers.ts';

const MOST_KEPT = 500;

/** Tells of new requests to decide, each once on this machine, however often the application starts. */
function useRequestNotice(): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const platform = usePlatform();
  const personal = usePersonalSettings();
  const { staffId } = useWorkspace();
  const requests = useRequests();
  const { everComplete } = useSyncStatus();
  useEffect(() => {
    if (!everComplete) return;
    const key = `requests.told.${staffId}`;
    const kept = personal.get(key);
    const known = new Set(Array.isArray(kept) ? kept.map(String) : []);
    const notice = noticeOf(requests, known, t);
    if (notice === null) return;
    const ids = ofGroup(requests, 'inbox').map(({ requestId }) => requestId);
    personal.set(key, [...new Set([...known, ...ids])].slice(-MOST_KEPT));
    const shown = { tag: 'requests', ...notice, target: { kind: 'requests' } as const };
    const follow = (): void => void navigate('/requests?group=inbox');
    void (platform.desktop?.notify(shown) ?? platform.notices?.show(shown, follow));
  }, [requests, everComplete, staffId, platform, personal, navigate, t]);
}

/** Tells of what others have settled, also of what came while the application was closed or offline. */
function useAnswerNotice(): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const platform = usePlatform();
  const requests = useRequests();
  const { known, note } = useAnswersNoted('requests.answered');
  useEffect(() => {
    if (known === null) return;
    const notice = answerNotice(requests, known, t);
    if (notice === null) return;
    note(answersOf(requests).map(({ requestId }) => requestId));
    const shown = { tag: 'request-answers', ...notice, target: { kind: 'requests' } as const };
    const follow = (): void => void navigate('/requests?group=mine');
    void (platform.desktop?.notify(shown) ?? platform.notices?.show(shown, follow));
  }, [requests, known, note, platform, navigate, t]);
}

/** Has nothing to show; lives as long as somebody is signed in. */
export function RequestNotice(): null {
  useRequestNotice();
  useAnswerNotice();
  return null;
}
