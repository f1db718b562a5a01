import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckedRow } from '../../../shared/api/division.ts';
import { momentOf, today } from '../../ui/format/index.ts';
import styles from './import.module.css';
import { segmentWords } from './verdicts.ts';

/** Three sides of a row that somebody changed since the export; what differs from the export is bold. */
export function Difference({ row, exported }: { row: CheckedRow; exported: string }): ReactNode {
  const { t } = useTranslation();
  const { base, now, sheet } = row;
  if (base === null || now === null) return null;
  const community = sheet.community_name === '' ? base.community_name : sheet.community_name;
  const segment = sheet.segment === '' ? base.segment : sheet.segment;
  return (
    <table className={styles['difference']}>
      <thead>
        <tr>
          <th />
          <th scope="col">{t('division.import.baseAt', { at: exported })}</th>
          <th scope="col">{t('division.import.nowBy', { by: now.by, at: momentOf(now.at, today()) })}</th>
          <th scope="col">{t('division.import.sheetLine', { line: row.line })}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('division.import.community')}</th>
          <td>{base.community_name}</td>
          <Side text={now.community_name} differs={now.community_name !== base.community_name} />
          <Side text={community} differs={community !== base.community_name} />
        </tr>
        <tr>
          <th scope="row">{t('division.import.segment')}</th>
          <td>{segmentWords(base.segment, t)}</td>
          <Side text={segmentWords(now.segment, t)} differs={now.segment !== base.segment} />
          <Side text={segmentWords(segment, t)} differs={segment !== base.segment} />
        </tr>
      </tbody>
    </table>
  );
}

function Side({ text, differs }: { text: string; differs: boolean }): ReactNode {
  return <td>{differs ? <b>{text}</b> : text}</td>;
}
