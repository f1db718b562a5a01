import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatCount } from '../../ui/format/index.ts';
import { BellOutlined } from '../../ui/icons.tsx';
import styles from './notices.module.css';
import { useUnreadNotices } from './use-notices.ts';

/** In the bar: how many notices are unread; it opens them. */
export function NoticeBell(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const unread = useUnreadNotices();
  const label = unread === 0 ? t('notices.bellNone') : t('notices.bell', { count: unread });
  return (
    <Tooltip title={label}>
      <button
        type="button"
        className={styles['bell']}
        aria-label={label}
        onClick={() => void navigate('/notices')}
      >
        <BellOutlined />
        {unread > 0 && <span className={styles['unread']}>{formatCount(unread)}</span>}
      </button>
    </Tooltip>
  );
}
