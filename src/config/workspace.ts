import { resolve } from 'node:path';
import type { Store } from '../core/contracts/store.ts';
import { openArtifactStore, type ArtifactStore } from '../data/storage/artifacts.ts';
import { openMediaStore, type MediaStore } from '../data/storage/media.ts';
import { openStore } from '../data/storage/open-store.ts';

/** A shop's folder, opened: its database (or the Postgres behind `DATABASE_URL`), its media and its models. */
export interface Workspace {
  /** Absolute path. */
  readonly folder: string;
  readonly store: Store;
  readonly media: MediaStore;
  readonly artifacts: ArtifactStore;
  close(): Promise<void>;
}

export interface WorkspaceOptions {
  /** Path of the folder, made when it is not there. */
  readonly folder: string;
  /** Default: the environment's `DATABASE_URL`; without one, or where it is empty, PGlite in the folder. */
  readonly databaseUrl?: string | undefined;
}

/** @throws DaogouError `workspace-locked` or `storage-unavailable`, as `openStore` says. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const folder = resolve(options.folder);
  const databaseUrl = options.databaseUrl ?? process.env['DATABASE_URL'];
  const store = await openStore({ workspace: folder, ...(databaseUrl ? { databaseUrl } : {}) });
  return {
    folder,
    store,
    media: openMediaStore(folder),
    artifacts: openArtifactStore(folder),
    close: () => store.close(),
  };
}
