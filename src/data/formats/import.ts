import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BadRow, ImportReport } from '../../core/contracts/import-report.ts';
import type { Item } from '../../core/contracts/item.ts';
import type { Store, WriteCount } from '../../core/contracts/store.ts';
import { silentProgress, type Progress } from '../../core/progress.ts';
import { startWorker } from '../../core/workers.ts';
import type { Format, Origin } from './format.ts';
import { openBadRowList, type BadRowList } from './reading/bad-row-list.ts';
import type { Batch, CheckedEvent, CheckedItem } from './reading/check-records.ts';
import type { ImportWorkerInput, ImportWorkerMethods } from './reading/import-worker.ts';
import { createKnownIds, type KnownIds } from './reading/known-ids.ts';
import { storePicture, type PictureStore } from './reading/picture.ts';

export interface ImportOptions {
  readonly format: Format;
  /** The folder to read. */
  readonly folder: string;
  readonly store: Store;
  /** Where pictures go, such as `openMediaStore(workspace)`. */
  readonly media: PictureStore;
  readonly workspace: string;
  readonly progress?: Progress;
}

const LISTED_ROWS_PER_REASON = 1000;
/** Pictures being decoded at once: sharp has a thread for each core, and reading files has to overlap. */
const PICTURES_AT_ONCE = 4;

/**
 * Takes a folder into the store. Rows that cannot be used are counted, listed in the report and written, all of
 * them, to `<workspace>/imports/<id>.jsonl`; every other row is stored. The same folder again changes nothing.
 *
 * @throws DaogouError `not-found` or `invalid-input` when the folder, a file or a column that the format needs is
 *   not there; `storage-unavailable` when the store fails.
 */
export async function importFolder(options: ImportOptions): Promise<ImportReport> {
  const startedAt = new Date();
  const id = `${options.format.name}-${startedAt.toISOString().replaceAll(/[^\dT]/g, '')}`;
  const imports = join(options.workspace, 'imports');
  const temporaryFolder = join(imports, `${id}.reading`);
  await mkdir(temporaryFolder, { recursive: true });
  const badRows = await openBadRowList(join(imports, `${id}.jsonl`), LISTED_ROWS_PER_REASON);
  const worker = startWorker<ImportWorkerMethods>(new URL('./reading/import-worker.ts', import.meta.url), {
    input: {
      formatName: options.format.name,
      formatModule: options.format.module,
      folder: resolve(options.folder),
      temporaryFolder,
    } satisfies ImportWorkerInput,
    progress: options.progress ?? silentProgress,
  });
  try {
    const intake = createIntake(options, badRows);
    // While one batch is stored, the worker reads the next.
    let next = worker.call.next();
    for (let batch = await next; batch !== null; batch = await next) {
      next = worker.call.next();
      next.catch(() => {});
      await intake.take(batch);
    }
    const files = await worker.call.files();
    const report: ImportReport = {
      id,
      format: options.format.name,
      folder: resolve(options.folder),
      startedAt: startedAt.toISOString(),
      seconds: (Date.now() - startedAt.getTime()) / 1000,
      ...intake.counts(),
      files,
      rejected: badRows.counts(),
      badRows: badRows.first(),
    };
    await options.store.imports.save(report);
    return report;
  } finally {
    // DuckDB is closed before its thread ends; a worker that failed cannot answer any more.
    await worker.call.close().catch(() => {});
    await worker.close();
    await badRows.close();
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

type IntakeCounts = Pick<ImportReport, 'items' | 'users' | 'events' | 'images'>;

function createIntake(options: ImportOptions, badRows: BadRowList) {
  const { store } = options;
  const retired = new Set<string>();
  const knownItems = createKnownIds(async (ids) => {
    const found = await store.items.get(ids);
    for (const item of found) if (item.retired) retired.add(item.id);
    return found;
  });
  const knownUsers = createKnownIds((ids) => store.users.get(ids));
  let items: WriteCount = { inserted: 0, updated: 0, unchanged: 0 };
  let users: WriteCount = { inserted: 0, updated: 0, unchanged: 0 };
  const events = { inserted: 0, duplicates: 0 };
  const images = { stored: 0, unchanged: 0, rejected: 0 };
  return {
    async take(batch: Batch): Promise<void> {
      badRows.add(batch.bad);
      const finished = await withPictures(batch.items, options, images, badRows);
      items = sum(items, await store.items.upsert(finished));
      users = sum(users, await store.users.upsert(batch.users));
      const ofUsers = await withKnownUsers(batch.events, knownUsers, badRows);
      for (const item of await keepRetired(ofUsers, knownItems, store)) retired.add(item.id);
      const known = await withKnownItems(ofUsers, knownItems, badRows);
      const { inserted, duplicates } = await store.events.append(known.map(({ event }) => event));
      events.inserted += inserted;
      events.duplicates += duplicates;
    },
    counts: (): IntakeCounts => ({
      items: { ...items, ...(retired.size > 0 && { retired: retired.size }) },
      users,
      events,
      images,
    }),
  };
}

/** An item whose picture cannot be used is kept, without it. */
async function withPictures(
  items: readonly CheckedItem[],
  { folder, media }: ImportOptions,
  counts: { stored: number; unchanged: number; rejected: number },
  badRows: BadRowList,
): Promise<Item[]> {
  const finished: Item[] = [];
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, { item, picture, origin }] of waiting) {
      finished[index] = item;
      if (picture === null) continue;
      const outcome = await storePicture(folder, picture, media);
      if (outcome === 'stored' || outcome === 'unchanged') {
        counts[outcome]++;
        finished[index] = { ...item, image: picture };
      } else {
        counts.rejected++;
        badRows.add([badRow(origin, outcome, picture)]);
      }
    }
  };
  await Promise.all(Array.from({ length: PICTURES_AT_ONCE }, work));
  return finished;
}

async function withKnownUsers(
  events: readonly CheckedEvent[],
  knownUsers: KnownIds,
  badRows: BadRowList,
): Promise<CheckedEvent[]> {
  const users = await knownUsers.among(
    events.filter(({ unknownUser }) => unknownUser).map(({ event }) => event.userId ?? ''),
  );
  return events.filter(({ event, origin, unknownUser }) => {
    const isKnown = !unknownUser || users.has(event.userId ?? '');
    if (!isKnown) badRows.add([badRow(origin, 'unknown user', event.userId ?? '')]);
    return isKnown;
  });
}

/** Stores what events tell of items that nobody knows; an item that is known, sold or not, stays as it is. */
async function keepRetired(
  events: readonly CheckedEvent[],
  knownItems: KnownIds,
  store: Store,
): Promise<Item[]> {
  const told = new Map(events.flatMap(({ retiredItem: item }) => (item ? [[item.id, item]] : [])));
  const known = await knownItems.among(told.keys());
  const kept = [...told.values()].filter(({ id }) => !known.has(id));
  await store.items.insertNew(kept);
  knownItems.add(kept.map(({ id }) => id));
  return kept;
}

async function withKnownItems(
  events: readonly CheckedEvent[],
  knownItems: KnownIds,
  badRows: BadRowList,
): Promise<CheckedEvent[]> {
  const items = await knownItems.among(
    events.filter(({ unknownItem }) => unknownItem).map(({ event }) => event.itemId ?? ''),
  );
  return events.filter(({ event, origin, unknownItem }) => {
    const isKnown = !unknownItem || items.has(event.itemId ?? '');
    if (!isKnown) badRows.add([badRow(origin, 'unknown item', event.itemId ?? '')]);
    return isKnown;
  });
}

const badRow = (origin: Origin, reason: string, value: string): BadRow => ({
  ...origin,
  reason,
  value: value.slice(0, 200),
});

function sum(a: WriteCount, b: WriteCount): WriteCount {
  return {
    inserted: a.inserted + b.inserted,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
  };
}
