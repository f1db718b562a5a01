import { Watermark } from 'antd';
import type { ReactNode } from 'react';
import { isoInShanghai, minuteOf } from '../../shared/lib/dates.ts';
import { usePolicy, useSessionState } from '../session/react.tsx';
import { useServerNow } from '../ui/index.ts';
import styles from './app.module.css';

/** Name and number of whoever is signed in, and when, over every screen: where the administrator wants it. */
export function ScreenWatermark({ children }: { children: ReactNode }): ReactNode {
  const { watermark } = usePolicy();
  const now = useServerNow();
  const state = useSessionState();
  if (!watermark || state.kind !== 'signedIn') return children;
  const { name, staff_no: staffNo } = state.staff;
  return (
    <Watermark
      className={styles['work'] ?? ''}
      content={[`${name} ${staffNo}`, minuteOf(isoInShanghai(now))]}
    >
      {children}
    </Watermark>
  );
}
