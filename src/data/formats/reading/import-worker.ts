/** Reads and checks a source folder in a thread of its own, and hands it over in batches. */
import { DaogouError } from '../../../core/errors.ts';
import { exposeToParent, progressToParent, workerInput } from '../../../core/workers.ts';
import type { Format } from '../format.ts';
import { createRecordChecker, emptyBatch, type Batch } from './check-records.ts';
import { openSourceFolder } from './source-folder.ts';
import { openStaging, type Staging } from './staging.ts';

export interface ImportWorkerInput {
  readonly formatName: string;
  /** The file that exports the format. */
  readonly formatModule: string;
  readonly folder: string;
  /** A folder of our own for DuckDB; the caller removes it. */
  readonly temporaryFolder: string;
}

export interface SourceFile {
  readonly file: string;
  readonly rows: number;
  readonly encoding: string;
}

const RECORDS_PER_BATCH = 2000;

let reading: AsyncIterator<Batch> | undefined;
let staging: Staging | undefined;
const files: SourceFile[] = [];

const methods = {
  /** The next records, or null when there are no more. */
  async next(): Promise<Batch | null> {
    reading ??= readBatches()[Symbol.asyncIterator]();
    const step = await reading.next();
    return step.done ? null : step.value;
  },
  /** The files that were read so far. */
  files: (): SourceFile[] => files,
  close(): void {
    staging?.close();
    staging = undefined;
  },
};

async function* readBatches(): AsyncGenerator<Batch, undefined> {
  const input = workerInput<ImportWorkerInput>();
  const format = await loadFormat(input);
  staging = await openStaging(input.temporaryFolder);
  let batch = emptyBatch();
  const source = await openSourceFolder(input.folder, staging, {
    onBadRow: (bad) => batch.bad.push(bad),
    onFile: (file) => files.push(file),
    progress: progressToParent(),
  });
  const check = createRecordChecker();
  let records = 0;
  for await (const record of format.read(source)) {
    check(record, batch);
    if (++records % RECORDS_PER_BATCH > 0) continue;
    yield batch;
    batch = emptyBatch();
  }
  yield batch;
  return undefined;
}

async function loadFormat({ formatModule, formatName }: ImportWorkerInput): Promise<Format> {
  const exported = (await import(formatModule)) as Record<string, Partial<Format> | undefined>;
  const found = Object.values(exported).find((value) => value?.name === formatName && value.read);
  if (found) return found as Format;
  throw new DaogouError('unsupported-format', `${formatModule} exports no format ${formatName}`, {
    received: formatModule,
    remedy: 'Set the `module` of the format to `import.meta.url` in the file that exports it.',
  });
}

export type ImportWorkerMethods = typeof methods;

exposeToParent(methods);
