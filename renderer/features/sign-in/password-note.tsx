import type { ReactNode } from 'react';

/** What is to be said of the password, right under it. */
export function PasswordNote({ wrong, children }: { wrong: boolean; children: ReactNode }): ReactNode {
  return (
    <span role="alert" style={{ color: wrong ? 'var(--color-error)' : 'var(--color-warning)' }}>
      {children}
    </span>
  );
}
