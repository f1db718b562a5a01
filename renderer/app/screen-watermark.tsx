import { Watermark } from 'antd';
import type { ReactNode } from 'react';
import { usePlatform } from '../session/platform-context.tsx';
import { useSessionState } from '../session/react.tsx';
import styles from './app.module.css';

/** Name and number of whoever is signed in over every screen, where the administrator wants it. */
export function ScreenWatermark({ children }: { children: ReactNode }): ReactNode {
  const { policy } = usePlatform();
  const state = useSessionState();
  if (policy?.watermark !== true || state.kind !== 'signedIn') return children;
  return (
    <Watermark className={styles['work'] ?? ''} content={`${state.staff.name} ${state.staff.staff_no}`}>
      {children}
    </Watermark>
  );
}
