import type { WriteCount } from './store.ts';

/** What an import did, and each row that it could not use. */
export interface ImportReport {
  readonly id: string;
  readonly format: string;
  readonly folder: string;
  readonly startedAt: string;
  readonly seconds: number;
  /** The files that were read, with their rows, good and bad; what a later evaluation counts shares of. */
  readonly files?: readonly { readonly file: string; readonly rows: number; readonly encoding: string }[];
  readonly items: WriteCount & {
    /**
     * Different items of which there was nothing but events, and of which the format could say what they were: kept as
     * retired, new or known already, and counted nowhere else. Missing in reports of formats that cannot.
     */
    readonly retired?: number;
  };
  readonly users: WriteCount;
  readonly events: { readonly inserted: number; readonly duplicates: number };
  readonly images: { readonly stored: number; readonly unchanged: number; readonly rejected: number };
  /** The number of rejected rows by reason. */
  readonly rejected: Readonly<Record<string, number>>;
  /** The first rejected rows, at most 1,000 a reason; the whole list is in the workspace's `imports` folder. */
  readonly badRows: readonly BadRow[];
}

export interface BadRow {
  readonly file: string;
  /** Counted from 1, the header included; null where the trouble is the file itself. */
  readonly line: number | null;
  /** A short fixed phrase, such as `price is no number`, that rows can be counted by. */
  readonly reason: string;
  /** The offending value, cut to 200 characters. */
  readonly value: string;
}
