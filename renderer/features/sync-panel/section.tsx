import type { ReactNode } from 'react';
import styles from './sync-panel.module.css';

/** A heading of the panel with how many there are, and what stands below it. */
export function Section(props: {
  title: string;
  count?: number;
  aside?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <section className={styles['section']} aria-label={props.title}>
      <header className={styles['sectionHead']}>
        <h3>{props.title}</h3>
        {props.count !== undefined && <span className={styles['quiet']}>{props.count}</span>}
        {props.aside !== undefined && <span className={styles['aside']}>{props.aside}</span>}
      </header>
      {props.children}
    </section>
  );
}
