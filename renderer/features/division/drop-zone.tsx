import { useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './division.module.css';

interface DropZoneProps {
  /** Absent: nothing can be brought here now, and a file that falls is not taken. */
  onFile: ((file: File) => void) | undefined;
  children: ReactNode;
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** A file that is dragged onto the screen is checked as one that was picked. */
export function DropZone({ onFile, children }: DropZoneProps): ReactNode {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  return (
    <div
      className={styles['drop']}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        // Without this the window would open the file in place of the screen.
        event.preventDefault();
        event.dataTransfer.dropEffect = onFile === undefined ? 'none' : 'copy';
        setOver(onFile !== undefined);
      }}
      onDragLeave={(event) => {
        if (
          event.currentTarget === event.target ||
          !event.currentTarget.contains(event.relatedTarget as Node)
        )
          setOver(false);
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file !== undefined) onFile?.(file);
      }}
    >
      {children}
      {over && <div className={styles['target']}>{t('division.import.drop')}</div>}
    </div>
  );
}
