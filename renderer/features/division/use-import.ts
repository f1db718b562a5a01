import { useEffect, useRef, useState } from 'react';
import {
  type ApplyResponse,
  applyResponse,
  type CheckedRow,
  type DryRunResponse,
  dryRunResponse,
  type SheetImport,
  type SheetRow,
} from '../../../shared/api/division.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import type { WorkbookRefusal } from '../../excel/open-workbook.ts';
import { readSheetFile } from '../../excel/division/sheet-file.ts';
import { useWorkspace } from '../../session/react.tsx';
import { codeOf } from './problem.ts';
import { type Choice, type Choices, sumsOf, verdictsOf } from './verdicts.ts';

/** A workbook that has been read; it stays here to come back with its results. */
export interface SheetFile {
  name: string;
  bytes: Uint8Array;
  rows: readonly SheetRow[];
}

/** A sheet whose rows have been looked at. `pooled`: who stood in a pool when it was checked. */
interface LookedAt {
  file: SheetFile;
  choices: Choices;
  pooled: ReadonlySet<string>;
}

export type ImportState =
  | { kind: 'none' }
  | { kind: 'reading'; name: string }
  | { kind: 'refused'; name: string; refusal: WorkbookRefusal | null }
  | { kind: 'checking'; name: string; rows: number }
  | { kind: 'failed'; name: string; file: SheetFile; problem: unknown }
  | (LookedAt & { kind: 'checked'; answer: DryRunResponse; writing: boolean; problem: unknown })
  | (LookedAt & { kind: 'written'; answer: ApplyResponse; promised: number });

export interface SheetImporting {
  state: ImportState;
  take: (file: File) => void;
  checkAgain: () => void;
  choose: (line: number, choice: Choice) => void;
  write: () => void;
  /** Puts the sheet away; what was written stays written. */
  discard: () => void;
}

/** 20,000 rows are checked in some seconds; a slow line needs more. */
const LONG_MS = 120_000;

/** A sheet that comes back: read, checked, looked at, and only then written. */
export function useImport(month: Month, pooled: ReadonlySet<string>, onWritten: () => void): SheetImporting {
  const { online } = useWorkspace();
  const [state, setState] = useState<ImportState>({ kind: 'none' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const path = `/division/v1/periods/${month}`;

  const begin = (): AbortSignal => {
    running.current?.abort();
    running.current = new AbortController();
    return running.current.signal;
  };

  const check = async (file: SheetFile, signal: AbortSignal, problem: unknown = null): Promise<void> => {
    setState({ kind: 'checking', name: file.name, rows: file.rows.length });
    try {
      const answer = await online.ask({
        method: 'POST',
        path: `${path}/dry-run`,
        body: bodyOf(file, new Map()),
        answer: dryRunResponse,
        timeoutMs: LONG_MS,
        signal,
      });
      if (signal.aborted) return;
      setState({ kind: 'checked', file, answer, choices: new Map(), pooled, writing: false, problem });
    } catch (failure) {
      if (!signal.aborted) setState({ kind: 'failed', name: file.name, file, problem: failure });
    }
  };

  const take = async (picked: File): Promise<void> => {
    const signal = begin();
    const { name } = picked;
    setState({ kind: 'reading', name });
    try {
      const bytes = new Uint8Array(await picked.arrayBuffer());
      const read = await readSheetFile(bytes, { signal });
      if (signal.aborted) return;
      if (read.ok) await check({ name, bytes, rows: read.rows }, signal);
      else setState({ kind: 'refused', name, refusal: read.refusal });
    } catch {
      if (!signal.aborted) setState({ kind: 'refused', name, refusal: null });
    }
  };

  const write = async (): Promise<void> => {
    if (state.kind !== 'checked' || state.writing) return;
    const { file, answer, choices } = state;
    const sums = sumsOf(verdictsOf(answer.rows, choices));
    const signal = begin();
    setState({ ...state, writing: true, problem: null });
    try {
      const written = await online.ask({
        method: 'POST',
        path: `${path}/apply`,
        body: { ...bodyOf(file, choices), take: sums.REJECTED === 0 ? 'ALL' : 'GOOD' },
        answer: applyResponse,
        timeoutMs: LONG_MS,
        signal,
      });
      const kept = answer.rows.filter((row) => choices.get(row.line) === 'NOW');
      setState({
        kind: 'written',
        file,
        answer: { ...written, rows: byLine([...written.rows, ...kept]) },
        choices,
        pooled: state.pooled,
        promised: sums.ACCEPTED,
      });
      onWritten();
    } catch (problem) {
      if (codeOf(problem) === 'E_REJECTED_ROWS') await check(file, begin(), problem);
      else setState({ ...state, writing: false, problem });
    }
  };

  return {
    state,
    take: (file) => void take(file),
    checkAgain: () => {
      if (state.kind === 'failed') void check(state.file, begin());
    },
    choose: (line, choice) =>
      setState((before) =>
        before.kind === 'checked' && !before.writing
          ? { ...before, choices: new Map(before.choices).set(line, choice) }
          : before,
      ),
    write: () => void write(),
    discard: () => {
      running.current?.abort();
      setState({ kind: 'none' });
    },
  };
}

const bodyOf = (file: SheetFile, choices: Choices): SheetImport => ({
  file_name: file.name.slice(0, 200),
  rows: file.rows.filter((row) => choices.get(row.line) !== 'NOW'),
  take_sheet: [...choices].flatMap(([line, choice]) => (choice === 'SHEET' ? [line] : [])),
});

const byLine = (rows: CheckedRow[]): CheckedRow[] => rows.sort((a, b) => a.line - b.line);
