import type { CSSProperties, ReactNode } from 'react';
import styles from './panel.module.css';

export interface PanelProps {
  title?: ReactNode;
  /** Beside the title: unit, source and as-of. */
  hint?: ReactNode;
  /** At the right: at most one link or one segmented. */
  actions?: ReactNode;
  /** Without inner space, for a table or list that reaches the edges. */
  flush?: boolean;
  /** Takes the height that is left and scrolls inside. */
  fill?: boolean;
  className?: string;
  style?: CSSProperties;
  children?: ReactNode;
}

/** A framed part of a page. The page never scrolls as a whole: panels do. */
export function Panel({
  title,
  hint,
  actions,
  flush,
  fill,
  className,
  style,
  children,
}: PanelProps): ReactNode {
  const classes = [styles['panel'], fill ? styles['fill'] : '', className ?? ''].filter(Boolean).join(' ');
  return (
    <section className={classes} style={style} aria-label={typeof title === 'string' ? title : undefined}>
      {title !== undefined && (
        <header className={styles['header']}>
          <h2 className={styles['title']}>{title}</h2>
          {hint !== undefined && <div className={styles['hint']}>{hint}</div>}
          {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
        </header>
      )}
      <div className={`${styles['body']} ${flush ? styles['flush'] : ''}`}>{children}</div>
    </section>
  );
}
