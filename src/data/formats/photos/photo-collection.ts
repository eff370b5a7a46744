/** Collections of photos that an encoder is taught on or measured on, read from their folders. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DaogouError } from '../../../core/errors.ts';
import { openStaging } from '../reading/staging.ts';
import { readFashion } from './fashion.ts';
import { readGrocery } from './grocery.ts';

export interface CollectedPhoto {
  /** Unique within its collection. */
  readonly id: string;
  readonly collection: CollectionName;
  /** Where the picture lies. */
  readonly file: string;
  /** A title; empty where there is none. */
  readonly text: string;
  /** The name of a task, and this photo's class. */
  readonly labels: Readonly<Record<string, string>>;
}

export const COLLECTIONS = ['fashion', 'grocery'] as const;
export type CollectionName = (typeof COLLECTIONS)[number];

/** Which part of a collection: what to learn from, or everything else. A collection without parts is all one. */
export type CollectionPart = 'train' | 'held-out';

/** Rows of a table, as text, by the names of its columns. */
export type TableReader = (file: string) => Promise<Record<string, string>[]>;

/**
 * The photos of `folder`, which is a collection itself or holds collections in folders of their names.
 * @throws not-found where there is none; invalid-input naming the file and what it lacks.
 */
export async function readPhotoCollections(folder: string, part: CollectionPart): Promise<CollectedPhoto[]> {
  const candidates = [folder, ...COLLECTIONS.map((name) => join(folder, name))];
  const temporary = await mkdtemp(join(tmpdir(), 'daogou-photos-'));
  const staging = await openStaging(temporary);
  let tables = 0;
  const readTable: TableReader = async (file) => {
    const name = `table${tables++}`;
    const { columns } = await staging.load(file, name, { onBadRow() {}, onBytes() {} });
    const rows: Record<string, string>[] = [];
    const selected = columns.map((_, i) => `c${i}`).join();
    for await (const chunk of staging.rows(`SELECT ${selected} FROM ${name} ORDER BY line`)) {
      for (const row of chunk)
        rows.push(Object.fromEntries(columns.map((column, i) => [column, row[i] ?? ''])));
    }
    return rows;
  };
  try {
    const photos: CollectedPhoto[] = [];
    for (const candidate of candidates) {
      if (existsSync(join(candidate, 'products.csv')))
        photos.push(...(await readFashion(candidate, readTable)));
      if (existsSync(join(candidate, 'classes.csv')))
        photos.push(...(await readGrocery(candidate, part, readTable)));
    }
    if (photos.length === 0) throw nothingThere(folder);
    return photos;
  } finally {
    staging.close();
    await rm(temporary, { recursive: true, force: true });
  }
}

function nothingThere(folder: string): DaogouError {
  return new DaogouError('not-found', `There are no photos to read in ${folder}`, {
    received: folder,
    remedy:
      'Give a folder with fashion/products.csv or grocery/classes.csv, or one of these two folders itself; docs/guide/pretraining.md says what they hold.',
  });
}
