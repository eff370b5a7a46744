import { open, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { BadRow } from '../../../core/contracts/import-report.ts';
import { DaogouError, toError } from '../../../core/errors.ts';
import { MAXIMUM_ROW_BYTES, type ReadableFile } from './readable-file.ts';
import { rewriteCsv } from './rewrite-csv.ts';
import { rewriteJsonl } from './rewrite-jsonl.ts';
import { detectEncoding, utf8Chunks, type TextEncodingName } from './text-encoding.ts';

/** A DuckDB database in a temporary folder, where source files lie as text, whatever format they came in. */
export interface Staging {
  /** Reads a file into a new table `name (line, c0, c1, …)`. */
  load(path: string, name: string, reports: LoadReports): Promise<LoadedFile>;
  /** Values as text. */
  rows(sql: string): AsyncIterable<(string | null)[][]>;
  close(): void;
}

export interface LoadReports {
  readonly onBadRow: (bad: Omit<BadRow, 'file'>) => void;
  readonly onBytes: (bytes: number) => void;
}

export interface LoadedFile extends ReadableFile {
  readonly encoding: TextEncodingName | 'parquet';
}

const MEMORY_LIMIT = '1GB';

export async function openStaging(folder: string): Promise<Staging> {
  const instance = await DuckDBInstance.create(join(folder, 'staging.duckdb'), {
    memory_limit: MEMORY_LIMIT,
    temp_directory: join(folder, 'spill'),
    // Everything needed is built in; a missing part must not make it ask the network.
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    async load(path, name, reports) {
      try {
        return await loadFile(connection, folder, path, name, reports);
      } catch (thrown) {
        if (thrown instanceof DaogouError) throw thrown;
        throw new DaogouError('invalid-input', `${path} cannot be read: ${toError(thrown).message}`, {
          received: path,
          remedy: 'Check that the file is whole and in the format that its name says.',
          cause: thrown,
        });
      }
    },
    async *rows(sql) {
      const result = await connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) return;
        yield chunk.getRows().map((row) => row.map((value) => (value === null ? null : String(value))));
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function loadFile(
  connection: DuckDBConnection,
  folder: string,
  path: string,
  name: string,
  reports: LoadReports,
): Promise<LoadedFile> {
  if (extname(path).toLowerCase() === '.parquet') return loadParquet(connection, path, name);
  const encoding = await detectEncoding(path);
  const copy = join(folder, `${name}.txt`);
  const target = await open(copy, 'w');
  const isCsv = extname(path).toLowerCase() !== '.jsonl';
  let file: ReadableFile;
  try {
    const options = { chunks: utf8Chunks(path, encoding), target, ...reports };
    file = isCsv ? await rewriteCsv(options) : await rewriteJsonl(options);
  } finally {
    await target.close();
  }
  await connection.run(isCsv ? csvTable(copy, name, file) : jsonTable(copy, name, file));
  await rm(copy);
  await requireCount(connection, name, file.count, path);
  return { ...file, encoding };
}

/** DuckDB must have taken every row that was found sound: a reader that drops rows silently is worse than none. */
async function requireCount(
  connection: DuckDBConnection,
  name: string,
  expected: number,
  path: string,
): Promise<void> {
  const reader = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${name}`);
  const found = reader.getRows()[0][0];
  if (found === expected) return;
  throw new DaogouError('invalid-input', `${path} has ${expected} rows, but ${String(found)} could be read`, {
    received: path,
    remedy: 'Please report this file as a fault of Daogou.',
  });
}

function csvTable(copy: string, name: string, { columns }: ReadableFile): string {
  const types = ["'line': 'BIGINT'", ...columns.map((_, index) => `'c${index}': 'VARCHAR'`)].join(', ');
  // One thread: readers that cut a file into parts have to guess whether a line break is inside quotes.
  return `CREATE TABLE ${name} AS SELECT * FROM read_csv(${literal(copy)}, columns = {${types}},
    auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', new_line = '\\n',
    max_line_size = ${2 * MAXIMUM_ROW_BYTES}, parallel = false)`;
}

function jsonTable(copy: string, name: string, { columns }: ReadableFile): string {
  const values = columns.map(
    (column, index) => `json_extract_string(row, ${literal(jsonPointer(column))}) AS c${index}`,
  );
  return `CREATE TABLE ${name} AS SELECT ${['line', ...values].join(', ')}
    FROM read_json(${literal(copy)}, format = 'newline_delimited', columns = {line: 'BIGINT', row: 'JSON'})`;
}

async function loadParquet(connection: DuckDBConnection, path: string, name: string): Promise<LoadedFile> {
  const description = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${literal(path)})`);
  const fields = description
    .getRows()
    .map(([column, type]) => ({ column: String(column), type: String(type) }));
  const values = fields.map(({ column, type }, index) => {
    const value = `"${column.replaceAll('"', '""')}"`;
    return `${type.endsWith('[]') ? `array_to_string(${value}, ' > ')` : `${value}::VARCHAR`} AS c${index}`;
  });
  await connection.run(`CREATE TABLE ${name} AS SELECT ${['file_row_number + 1 AS line', ...values].join(', ')}
    FROM read_parquet(${literal(path)}, file_row_number = true)`);
  const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${name}`);
  return {
    columns: fields.map(({ column }) => column.trim()),
    count: Number(counted.getRows()[0][0]),
    encoding: 'parquet',
  };
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const jsonPointer = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
