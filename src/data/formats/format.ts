import type { EventInput } from '../../core/contracts/event.ts';
import type { ItemInput } from '../../core/contracts/item.ts';
import type { z } from 'zod';
import type { userSchema } from '../../core/contracts/user.ts';

/**
 * A kind of source folder that Daogou can import. A new one is one file in this folder that exports a Format, and
 * one line in formats.ts; `hm.ts` is a good one to start from.
 */
export interface Format {
  readonly name: string;
  /** One line for the help page: which files it wants. */
  readonly describe: string;
  /** `import.meta.url` of the file that exports it: reading happens in a worker thread, which imports it again. */
  readonly module: string;
  /** Items first, then users, then events: an event about an item that has not come yet counts as unknown. */
  read(source: SourceFolder): AsyncIterable<SourceRecord>;
}

/** The folder being imported, through which a format reads. */
export interface SourceFolder {
  /** The paths of the files in it, relative to it, with `/` between names; pictures are not listed. */
  readonly files: readonly string[];
  /**
   * Reads a CSV, JSONL or Parquet file whole, every value as text; any other ending, such as `.txt` or `.inter`,
   * is read as CSV with whichever delimiter its first line has. Rows that cannot be read are reported here.
   *
   * @throws DaogouError `not-found` when the file is not there; `invalid-input` when a column in `required` is not.
   */
  table(file: string, required: readonly string[]): Promise<SourceTable>;
  /**
   * Reads a text file without a header, line by line, with what `toRecords` makes of each; blank lines are left out.
   * A `BadValue` that is thrown in `toRecords` makes it a bad line.
   *
   * @throws DaogouError `not-found` when the file is not there.
   */
  lines(
    file: string,
    toRecords: (text: string, line: number) => SourceRecord | readonly SourceRecord[],
  ): AsyncIterable<SourceRecord>;
  /**
   * Reads a JSON file of at most 256 MB whole.
   *
   * @throws DaogouError `not-found` when the file is not there; `invalid-input` when it is too large or no JSON.
   */
  json(file: string): Promise<unknown>;
  /** Runs DuckDB SQL over tables that were read; every value comes back as text. */
  query(sql: string): Promise<(string | null)[][]>;
}

export interface SourceTable {
  readonly file: string;
  /** Names as the file has them, without blanks around. */
  readonly columns: readonly string[];
  readonly count: number;
  /** The table in SQL, and a column of it (found without regard to case); for `SourceFolder.query`. */
  readonly sqlName: string;
  sqlColumn(name: string): string;
  /**
   * Turns each row into its records, in file order. A `BadValue` that is thrown in `toRecord` makes it a bad row.
   * With `countRepeats`, rows that are equal in these columns (SQL expressions) are numbered from 0 in `repeat`.
   */
  map(
    toRecord: (row: SourceRow) => SourceRecord | readonly SourceRecord[],
    options?: { readonly countRepeats?: readonly string[] },
  ): AsyncIterable<SourceRecord>;
}

export interface SourceRow {
  /** Counted from 1, the header included; in Parquet, the number of the row. */
  readonly line: number;
  readonly repeat: number;
  /** The value of a column, without blanks around; null where it is empty or the column is not there. */
  get(column: string): string | null;
}

export type SourceRecord =
  | {
      readonly kind: 'item';
      readonly item: ItemInput;
      /** The picture's path in the source folder; it is checked, and stored under the same path. */
      readonly picture: string | null;
      readonly origin?: Origin;
    }
  | { readonly kind: 'user'; readonly user: z.input<typeof userSchema>; readonly origin?: Origin }
  | {
      readonly kind: 'event';
      readonly event: EventInput;
      /** Whether the source gave the id; one that was derived from the row cannot come with other content. */
      readonly hasOwnId: boolean;
      /**
       * What the event's item was, of a source whose catalogue has only what is sold today while its events tell of
       * more: where nobody knows the item, it is kept as a retired one. Left out, the event is then a bad row.
       */
      readonly retiredItem?: Omit<ItemInput, 'id' | 'retired'> | undefined;
      readonly origin?: Origin;
    }
  | { readonly kind: 'bad'; readonly reason: string; readonly value: string; readonly origin?: Origin };

/** Where a record came from; `SourceTable.map` fills it in. */
export interface Origin {
  readonly file: string;
  readonly line: number | null;
}

/** Thrown while a row is read, to say which value cannot be used. */
export class BadValue extends Error {
  readonly reason: string;
  readonly value: string;

  constructor(reason: string, value: string) {
    super(`${reason}: ${value}`);
    this.reason = reason;
    this.value = value;
  }
}
