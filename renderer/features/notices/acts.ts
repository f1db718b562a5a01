import type { NoticePublishArgs } from '../../../shared/sync/mutations.ts';
import type { NoticeView } from '../../data/notices.ts';
import { newId } from '../../data/new-id.ts';
import type { Workspace } from '../../data/types.ts';

type Writer = Pick<Workspace, 'write'>;
const about = (title: string) => ({ customerCode: '', customerName: title });

/** @returns the id of the notice */
export async function publish(
  workspace: Writer,
  notice: Omit<NoticePublishArgs, 'noticeId'>,
): Promise<string> {
  const noticeId = newId();
  await workspace.write({
    type: 'notice.publish',
    id: noticeId,
    args: { noticeId, ...notice },
    ...about(notice.title),
  });
  return noticeId;
}

export const withdraw = (workspace: Writer, { noticeId, title }: NoticeView): Promise<unknown> =>
  workspace.write({ type: 'notice.withdraw', id: noticeId, args: {}, ...about(title) });

export const markRead = (workspace: Writer, { noticeId, title }: NoticeView): Promise<unknown> =>
  workspace.write({ type: 'notice.read', id: noticeId, args: {}, ...about(title) });
