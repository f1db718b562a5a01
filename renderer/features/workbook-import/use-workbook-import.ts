import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readCodeFile } from '../../excel/division/sheet-file.ts';
import { withFate } from './verdicts.ts';
import type { RowVerdict, WorkbookImport } from './verdicts.ts';
import { workbookWords } from './workbook-words.ts';

/** A workbook whose every row has been judged; it stays here to come back with the results. */
export interface JudgedFile<Verdict> {
  name: string;
  bytes: Uint8Array;
  verdicts: readonly Verdict[];
}

export type ImportState<Verdict> =
  | { kind: 'none' | 'reading' }
  | { kind: 'refused'; name: string; why: string }
  | (JudgedFile<Verdict> & { kind: 'judged'; saved: 'no' | 'saving' | 'yes' })
  | (JudgedFile<Verdict> & { kind: 'judged'; saved: 'failed'; problem: unknown });

export interface WorkbookImporting<Verdict> {
  state: ImportState<Verdict>;
  /** Rows that will be written: those that may be and are not yet. */
  toWrite: readonly Verdict[];
  take: (file: File) => Promise<void>;
  write: () => Promise<void>;
}

/** A workbook that somebody brings: read, judged row by row, looked at, and only then written. */
export function useWorkbookImport<Kind extends string, Verdict extends RowVerdict<Kind>>(
  spec: WorkbookImport<Kind, Verdict>,
): WorkbookImporting<Verdict> {
  const { t } = useTranslation();
  const [state, setState] = useState<ImportState<Verdict>>({ kind: 'none' });
  const [kept, setKept] = useState<ReadonlySet<number>>(new Set());
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const toWrite =
    state.kind === 'judged'
      ? withFate(spec.fates, state.verdicts, 'write').filter(({ line }) => !kept.has(line))
      : [];

  const take = async (file: File): Promise<void> => {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    const { name } = file;
    const refuse = (why: string): void => setState({ kind: 'refused', name, why });
    setState({ kind: 'reading' });
    setKept(new Set());
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const read = await readCodeFile(bytes, {
        signal,
        ...(spec.firstColumn === undefined ? {} : { firstColumn: spec.firstColumn }),
      });
      if (signal.aborted) return;
      if (!read.ok) return refuse(workbookWords(read.refusal, t));
      const judged = await spec.judge(read, signal);
      if (signal.aborted) return;
      if ('refused' in judged) return refuse(judged.refused);
      setState({ kind: 'judged', name, bytes, verdicts: judged, saved: 'no' });
    } catch (problem) {
      if (!signal.aborted) refuse(spec.failure?.(problem) ?? t('workbook.unreadable'));
    }
  };

  const write = async (): Promise<void> => {
    if (state.kind !== 'judged' || state.saved === 'saving' || state.saved === 'yes') return;
    const file = { name: state.name, bytes: state.bytes, verdicts: state.verdicts };
    const safe = new Set(kept);
    setState({ kind: 'judged', ...file, saved: 'saving' });
    try {
      await spec.write(toWrite, (line) => safe.add(line));
      setState({ kind: 'judged', ...file, saved: 'yes' });
    } catch (problem) {
      setKept(safe);
      setState({ kind: 'judged', ...file, saved: 'failed', problem });
    }
  };
  return { state, toWrite, take, write };
}
