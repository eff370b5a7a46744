import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { BadRow } from '../../../core/contracts/import-report.ts';
import { DaogouError } from '../../../core/errors.ts';
import type { Progress } from '../../../core/progress.ts';
import {
  BadValue,
  type Origin,
  type SourceFolder,
  type SourceRow,
  type SourceRecord,
  type SourceTable,
} from '../format.ts';
import { readJson } from './read-json.ts';
import { literal, type LoadedFile, type Staging } from './staging.ts';
import { detectEncoding } from './text-encoding.ts';
import { textLines } from './text-lines.ts';

export interface SourceReports {
  readonly onBadRow: (bad: BadRow) => void;
  readonly onFile: (file: { file: string; rows: number; encoding: string }) => void;
  readonly progress: Progress;
}

/** What `String.prototype.trim` removes, for SQL: both must find the same rows equal. */
const BLANKS =
  ' \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
const READ_ENDINGS = [
  '.csv',
  '.tsv',
  '.txt',
  '.json',
  '.jsonl',
  '.parquet',
  // RecBole's atomic files.
  '.inter',
  '.item',
  '.user',
];

/** @throws DaogouError `not-found` when there is no such folder. */
export async function openSourceFolder(
  folder: string,
  staging: Staging,
  reports: SourceReports,
): Promise<SourceFolder> {
  const files = await listFiles(folder);
  let tables = 0;
  const pathOf = (file: string): string => {
    if (!files.includes(file)) throw fileMissing(folder, file, files);
    return join(folder, ...file.split('/'));
  };
  return {
    files,
    async table(file, required) {
      const path = pathOf(file);
      const step = reports.progress.start(`Reading ${file}`, (await stat(path)).size);
      const sqlName = `source_${tables++}`;
      let broken = 0;
      const loaded = await staging.load(path, sqlName, {
        onBytes: (bytes) => step.advance(bytes),
        onBadRow: (bad) => {
          broken++;
          reports.onBadRow({ file, ...bad });
        },
      });
      step.done();
      reports.onFile({ file, rows: loaded.count + broken, encoding: loaded.encoding });
      requireColumns(file, loaded.columns, required);
      return createTable(file, sqlName, loaded, staging, reports.progress);
    },
    async *lines(file, toRecords) {
      const path = pathOf(file);
      const encoding = await detectEncoding(path);
      const step = reports.progress.start(`Taking in ${file}`, (await stat(path)).size);
      let rows = 0;
      for await (const { line, text, fault } of textLines(path, encoding, (bytes) => step.advance(bytes))) {
        rows++;
        if (fault !== undefined) reports.onBadRow({ file, line, reason: fault, value: text });
        else yield* recordsOf(() => toRecords(text, line), { file, line });
      }
      step.done();
      reports.onFile({ file, rows, encoding });
    },
    async json(file) {
      const { value, entries, encoding } = await readJson(pathOf(file));
      reports.onFile({ file, rows: entries, encoding });
      return value;
    },
    async query(sql) {
      const all: (string | null)[][] = [];
      for await (const rows of staging.rows(sql)) for (const row of rows) all.push(row);
      return all;
    },
  };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && READ_ENDINGS.some((ending) => entry.name.endsWith(ending)))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  } catch (thrown) {
    throw new DaogouError('not-found', `The folder ${folder} cannot be read`, {
      received: folder,
      remedy: 'Give the path of a folder that holds the files to import.',
      cause: thrown,
    });
  }
}

function createTable(
  file: string,
  sqlName: string,
  { columns, count }: LoadedFile,
  staging: Staging,
  progress: Progress,
): SourceTable {
  const indices = new Map<string, number>();
  for (const [index, column] of columns.entries()) {
    const name = column.toLowerCase();
    if (!indices.has(name)) indices.set(name, index);
  }
  const sqlColumn = (name: string): string => {
    const index = indices.get(name.toLowerCase());
    return index === undefined ? 'NULL' : `nullif(trim(c${index}, ${literal(BLANKS)}), '')`;
  };
  return {
    file,
    columns,
    count,
    sqlName,
    sqlColumn,
    async *map(toRecord, options = {}) {
      const step = progress.start(`Taking in ${file}`, count);
      for await (const rows of staging.rows(selectRows(sqlName, columns.length, options.countRepeats))) {
        for (const values of rows) {
          const row = rowOf(values, indices);
          yield* recordsOf(() => toRecord(row), { file, line: row.line });
        }
        step.advance(rows.length);
      }
      step.done();
    },
  };
}

function selectRows(sqlName: string, columns: number, countRepeats: readonly string[] | undefined): string {
  const repeat = countRepeats
    ? `row_number() OVER (PARTITION BY ${countRepeats.join(', ')} ORDER BY line) - 1`
    : '0';
  const values = Array.from({ length: columns }, (_, index) => `c${index}`);
  return `SELECT ${['line', repeat, ...values].join(', ')} FROM ${sqlName} ORDER BY line`;
}

function rowOf(values: readonly (string | null)[], indices: ReadonlyMap<string, number>): SourceRow {
  return {
    line: Number(values[0]),
    repeat: Number(values[1]),
    get(column) {
      const index = indices.get(column.toLowerCase());
      return index === undefined ? null : values[index + 2]?.trim() || null;
    },
  };
}

function recordsOf(make: () => SourceRecord | readonly SourceRecord[], origin: Origin): SourceRecord[] {
  let made: SourceRecord | readonly SourceRecord[];
  try {
    made = make();
  } catch (thrown) {
    if (!(thrown instanceof BadValue)) throw thrown;
    made = { kind: 'bad', reason: thrown.reason, value: thrown.value };
  }
  return (Array.isArray(made) ? made : [made as SourceRecord]).map((record) => ({ ...record, origin }));
}

function requireColumns(file: string, columns: readonly string[], required: readonly string[]): void {
  const present = new Set(columns.map((column) => column.toLowerCase()));
  const missing = required.filter((column) => !present.has(column.toLowerCase()));
  if (missing.length === 0) return;
  throw new DaogouError('invalid-input', `${file} has no column ${missing.join(', ')}`, {
    received: columns,
    remedy: `Give the file a first line that names its columns, ${required.join(', ')} among them.`,
  });
}

function fileMissing(folder: string, file: string, files: readonly string[]): DaogouError {
  return new DaogouError('not-found', `There is no file ${file} in ${folder}`, {
    received: files.slice(0, 50),
    remedy: 'Check the folder, and that the format is the right one for it.',
  });
}
