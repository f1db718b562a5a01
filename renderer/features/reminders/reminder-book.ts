import { z } from 'zod';
import { isDay } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { createStore } from '../../data/store.ts';
import type { Store, Workspace } from '../../data/types.ts';
import type { Platform } from '../../platform/types.ts';
import { DEFAULT_SETTINGS, withMarks } from './reminder-rules.ts';
import type { Mark, Marks, ReminderSettings } from './reminder-rules.ts';

export interface ReminderState {
  settings: ReminderSettings;
  marks: Marks;
}

const storedSettings = z.object({
  agreementDays: z.number().int().min(1).max(365),
  arrearsFrom: z.number().int().min(1).max(6),
  prepaidFloor: z.number().int().min(0).max(100_000_00),
});
const storedMark = z.tuple([z.string(), z.union([z.literal('done'), z.string().refine(isDay)])]);

/** What a person wants to be told and what he has done about it, on this machine, one book for all that ask. */
export class ReminderBook {
  readonly #store;
  readonly #kept: Platform['settings'];
  readonly #staffId: string;

  constructor(kept: Platform['settings'], staffId: string) {
    this.#kept = kept;
    this.#staffId = staffId;
    this.#store = createStore<ReminderState>({
      settings: readSettings(kept.get(this.#key('settings'))),
      marks: readMarks(kept.get(this.#key('marks'))),
    });
  }

  get state(): Store<ReminderState> {
    return this.#store;
  }

  change(settings: Partial<ReminderSettings>): void {
    const next = { ...this.#store.get().settings, ...settings };
    this.#kept.set(this.#key('settings'), next);
    this.#store.set({ ...this.#store.get(), settings: next });
  }

  /** Null takes what was done back. */
  mark(ids: readonly string[], mark: Mark | null): void {
    const marks = withMarks(this.#store.get().marks, ids, mark);
    this.#kept.set(this.#key('marks'), writeMarks(marks));
    this.#store.set({ ...this.#store.get(), marks });
  }

  /** The digest that was shown last, so that the same is not told twice a day. */
  get shown(): string {
    const shown = this.#kept.get(this.#key('shown'));
    return typeof shown === 'string' ? shown : '';
  }
  keepShown(shown: string): void {
    this.#kept.set(this.#key('shown'), shown);
  }

  #key(what: string): string {
    return `reminders.${what}.${this.#staffId}`;
  }
}

const readSettings = (stored: unknown): ReminderSettings =>
  storedSettings.safeParse(stored).data ?? DEFAULT_SETTINGS;

/** Whatever is not a mark is left out. Sample: `[["arrears:KH0000000042:3", "done"], ["…", "2026-11-23"]]`. */
export function readMarks(stored: unknown): Marks {
  if (!Array.isArray(stored)) return new Map();
  return new Map(
    stored.flatMap((entry): [string, Mark][] => {
      const parsed = storedMark.safeParse(entry);
      if (!parsed.success) return [];
      const [id, what] = parsed.data;
      return [[id, what === 'done' ? { kind: 'done' } : { kind: 'until', day: what satisfies Day }]];
    }),
  );
}

export const writeMarks = (marks: Marks): unknown =>
  [...marks].map(([id, mark]) => [id, mark.kind === 'done' ? 'done' : mark.day]);

const books = new WeakMap<Workspace, ReminderBook>();

export function reminderBookOf(workspace: Workspace, kept: Platform['settings']): ReminderBook {
  let book = books.get(workspace);
  if (book === undefined) {
    book = new ReminderBook(kept, workspace.staffId);
    books.set(workspace, book);
  }
  return book;
}
