import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import { openArtifactFolder } from '../../core/artifact-folder.ts';
import { DaogouError } from '../../core/errors.ts';
import { safePath } from '../../core/safe-path.ts';
import { replaceFile } from './media.ts';

/** A model being written. Nobody sees it before `commit`. */
export interface NewModel {
  readonly writer: ArtifactWriter;
  /** Adds the manifest and makes the model visible, all of it at once. */
  commit(manifest: unknown): Promise<void>;
  abort(): Promise<void>;
}

export interface StoredModel {
  readonly manifest: unknown;
  readonly reader: ArtifactReader;
}

/** The trained models of a workspace, each in `models/<modelId>/`. */
export interface ArtifactStore {
  /** @throws DaogouError `invalid-input` when a model of this id exists. */
  create(modelId: string): Promise<NewModel>;
  /** @throws DaogouError `model-missing` when there is no such model. */
  open(modelId: string): Promise<StoredModel>;
  /** Ids in alphabetical order. */
  list(): Promise<string[]>;
  /** The model that answers are given with, or undefined before the first training. */
  current(): Promise<string | undefined>;
  setCurrent(modelId: string): Promise<void>;
}

const MANIFEST = 'manifest.json';
/** Unfinished models lie in a hidden folder of the same file system, where `rename` can move them from. */
const UNFINISHED = '.unfinished';
const CURRENT = '.current';

export function openArtifactStore(workspace: string): ArtifactStore {
  const folder = join(workspace, 'models');
  const requireModel = async (modelId: string): Promise<string> => {
    const path = safePath(folder, modelId);
    if (!(await exists(join(path, MANIFEST)))) throw modelMissing(modelId);
    return path;
  };
  return {
    create: (modelId) => createModel(folder, modelId),
    async open(modelId) {
      const reader = openArtifactFolder(await requireModel(modelId));
      return { manifest: await reader.readJson(MANIFEST), reader };
    },
    async list() {
      if (!(await exists(folder))) return [];
      const entries = await readdir(folder, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(({ name }) => name)
        .sort();
    },
    async current() {
      const path = join(folder, CURRENT);
      if (!(await exists(path))) return undefined;
      return (await readFile(path, 'utf8')).trim();
    },
    async setCurrent(modelId) {
      await requireModel(modelId);
      await replaceFile(join(folder, CURRENT), `${modelId}\n`);
    },
  };
}

async function createModel(folder: string, modelId: string): Promise<NewModel> {
  const path = safePath(folder, modelId);
  if (modelId.includes('/')) {
    throw new DaogouError('invalid-input', 'A model id is one name, not a path', {
      received: modelId,
      remedy: 'Leave out the slash.',
    });
  }
  if (await exists(path)) throw alreadyThere(modelId);
  const unfinished = join(folder, UNFINISHED, modelId);
  // What a crash left here, or an earlier try.
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const writer = openArtifactFolder(unfinished);
  return {
    writer,
    async commit(manifest) {
      await writer.writeJson(MANIFEST, manifest);
      try {
        await rename(unfinished, path);
      } catch (thrown) {
        if (await exists(path)) throw alreadyThere(modelId);
        throw thrown;
      }
    },
    abort: () => rm(unfinished, { recursive: true, force: true }),
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

function modelMissing(modelId: string): DaogouError {
  return new DaogouError('model-missing', `There is no model ${modelId} in this workspace`, {
    received: modelId,
    remedy: 'Run `daogou train`, or choose one of the models in the workspace.',
  });
}

function alreadyThere(modelId: string): DaogouError {
  return new DaogouError('invalid-input', `A model ${modelId} exists already`, {
    received: modelId,
    remedy: 'Choose another id; a stored model is never overwritten.',
  });
}
