import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format/index.ts';
import { DownloadOutlined } from '../../ui/icons.tsx';
import { useGiveBack } from './use-give-back.ts';
import type { JudgedFile } from './use-workbook-import.ts';
import { countsOf, withFate } from './verdicts.ts';
import type { Fates, RowVerdict, VerdictWords, WorkbookImport } from './verdicts.ts';
import styles from './workbook-import.module.css';

/** Refused rows that are named here; all of them are in the workbook that goes back. */
const MOST_NAMED = 100;

/** How many rows there are and what becomes of them, the parts being the whole; then the refused ones by name. */
export function JudgedRows<Kind extends string, Verdict extends RowVerdict<Kind>>(props: {
  spec: WorkbookImport<Kind, Verdict>;
  file: JudgedFile<Verdict>;
}): ReactNode {
  const { spec, file } = props;
  const { t } = useTranslation();
  const { fates, into, firstColumn, kindWords } = spec;
  const wordsOf = (verdict: Verdict): VerdictWords => spec.rowWords?.(verdict) ?? kindWords(verdict.kind);
  const giveBack = useGiveBack({ wordsOf, into, ...(firstColumn === undefined ? {} : { firstColumn }) });
  return (
    <>
      <Totals {...props} />
      <Refused verdicts={withFate(fates, file.verdicts, 'refuse')} wordsOf={wordsOf} />
      <Button size="small" icon={<DownloadOutlined />} onClick={() => void giveBack(file)}>
        {t('workbook.giveBack')}
      </Button>
    </>
  );
}

function Totals<Kind extends string, Verdict extends RowVerdict<Kind>>(props: {
  spec: WorkbookImport<Kind, Verdict>;
  file: JudgedFile<Verdict>;
}): ReactNode {
  const { t } = useTranslation();
  const { name, verdicts } = props.file;
  const { fates, kindWords } = props.spec;
  const counts = countsOf(fates, verdicts);
  const shown = kindsOf(fates).filter((kind) => counts[kind] > 0 || fates[kind] === 'write');
  return (
    <table className={styles['totals']} aria-label={t('workbook.totals')}>
      <tbody>
        {shown.map((kind) => {
          const { outcome, reason } = kindWords(kind);
          return (
            <tr key={kind} className={fates[kind] === 'refuse' ? styles['refused'] : undefined}>
              <th scope="row">{outcome}</th>
              <td>{formatCount(counts[kind])}</td>
              <td className={styles['quiet']}>{reason}</td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('workbook.all')}</th>
          <td>{formatCount(verdicts.length)}</td>
          <td className={styles['quiet']}>{name}</td>
        </tr>
      </tfoot>
    </table>
  );
}

const kindsOf = <Kind extends string>(fates: Fates<Kind>): Kind[] => Object.keys(fates) as Kind[];

function Refused<Verdict extends RowVerdict>(props: {
  verdicts: readonly Verdict[];
  wordsOf: (verdict: Verdict) => VerdictWords;
}): ReactNode {
  const { t } = useTranslation();
  const { verdicts, wordsOf } = props;
  if (verdicts.length === 0) return null;
  const more = verdicts.length - MOST_NAMED;
  return (
    <ul className={styles['rows']} aria-label={t('workbook.refusedRows')} tabIndex={0}>
      {verdicts.slice(0, MOST_NAMED).map((verdict) => {
        const { outcome, reason } = wordsOf(verdict);
        return (
          <li key={verdict.line}>
            <span className={styles['quiet']}>{t('workbook.line', { line: verdict.line })}</span>
            <span>{verdict.code || t('common.none')}</span>
            <span title={reason}>
              {outcome} · <span className={styles['quiet']}>{reason}</span>
            </span>
          </li>
        );
      })}
      {more > 0 && <li className={styles['quiet']}>{t('workbook.more', { count: more })}</li>}
    </ul>
  );
}
