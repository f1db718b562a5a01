import { Button, Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { isValidOn } from '../../../shared/domain/notices.ts';
import type { NoticeView } from '../../data/notices.ts';
import { momentOf, today as todayOf } from '../../ui/format/index.ts';
import { PlusOutlined } from '../../ui/icons.tsx';
import { EmptyState, Page, Panel, useServerNow } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { NoticeText } from './notice-text.tsx';
import styles from './notices.module.css';
import { PublishDialog } from './publish-dialog.tsx';
import { useNotices, useUnreadNotices } from './use-notices.ts';

const noticePath = (noticeId: string): string => `/notices/${encodeURIComponent(noticeId)}`;

/** 通知: what units above tell, readable offline; whoever may, publishes here and sees who has read it. */
export function NoticesPage(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { noticeId } = useParams();
  const access = useAccess();
  const all = useNotices();
  const unread = useUnreadNotices();
  const today = todayOf(useServerNow());
  const [withPast, setWithPast] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const valid = useMemo(() => all.filter((notice) => isValidOn(notice, today)), [all, today]);
  const shown = withPast ? all : valid;
  const open = all.find((notice) => notice.noticeId === noticeId) ?? null;
  return (
    <Page
      title={t('notices.title')}
      hint={[
        t('notices.count', { count: valid.length }),
        unread > 0 ? t('notices.unread', { count: unread }) : '',
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <Checkbox checked={withPast} onChange={(event) => setWithPast(event.target.checked)}>
            {t('notices.past')}
          </Checkbox>
          {access.mayAnywhere('notice.publish') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setPublishing(true)}>
              {t('notices.publish')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['row']}>
        <Panel fill flush className={styles['list'] ?? ''}>
          {shown.length === 0 ? (
            <EmptyState title={t('notices.empty')} hint={t('notices.emptyHint')} />
          ) : (
            <ul className={styles['notices']} aria-label={t('notices.title')}>
              {shown.map((notice) => (
                <NoticeLine
                  key={notice.noticeId}
                  notice={notice}
                  today={today}
                  current={notice === open}
                  onOpen={() => void navigate(noticePath(notice.noticeId))}
                />
              ))}
            </ul>
          )}
        </Panel>
        {open === null ? (
          <Panel fill className={styles['text'] ?? ''}>
            <EmptyState title={t('notices.choose')} />
          </Panel>
        ) : (
          <NoticeText
            key={open.noticeId}
            notice={open}
            today={today}
            onGone={() => void navigate('/notices')}
          />
        )}
      </div>
      {publishing && (
        <PublishDialog
          today={today}
          onDone={() => setPublishing(false)}
          onPublished={(id) => void navigate(noticePath(id))}
        />
      )}
    </Page>
  );
}

function NoticeLine(props: {
  notice: NoticeView;
  today: string;
  current: boolean;
  onOpen: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { notice, today, current, onOpen } = props;
  const marks = [
    t(`domain.noticeKind.${notice.kind}`),
    momentOf(notice.publishedAt, today),
    notice.waiting ? t('notices.waiting') : '',
    notice.validFrom > today ? t('notices.notYet') : isValidOn(notice, today) ? '' : t('notices.over'),
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        className={styles['line']}
        data-current={current}
        data-unread={!notice.isRead}
        aria-current={current}
        onClick={onOpen}
      >
        <span className={styles['lineTitle']}>{notice.title}</span>
        <span className={styles['quiet']}>
          {marks.join(' · ')}
          {!notice.isRead && <b className={styles['mark']}>{t('notices.unreadMark')}</b>}
        </span>
      </button>
    </li>
  );
}
