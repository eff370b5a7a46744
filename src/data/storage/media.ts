import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { safePath } from '../../core/safe-path.ts';

/** The pictures, films and sounds of a shop, in the `media` folder of its workspace. */
export interface MediaStore {
  readonly folder: string;
  /**
   * Stores bytes, or a copy of the file at a path. `unchanged` when the same bytes are there already.
   *
   * @throws DaogouError `invalid-input` for a path that leaves the folder.
   */
  put(relativePath: string, source: Uint8Array | string): Promise<'stored' | 'unchanged'>;
  /** Whether exactly these bytes are stored under the path. */
  holds(relativePath: string, bytes: Uint8Array): Promise<boolean>;
  /** The absolute path of a stored file, for reading. */
  locate(relativePath: string): string;
}

export function openMediaStore(workspace: string): MediaStore {
  const folder = join(workspace, 'media');
  const holds = async (path: string, bytes: Uint8Array): Promise<boolean> => {
    try {
      const { size } = await stat(path);
      return size === bytes.length && Buffer.compare(await readFile(path), bytes) === 0;
    } catch {
      return false;
    }
  };
  return {
    folder,
    async put(relativePath, source) {
      const path = safePath(folder, relativePath);
      const bytes = typeof source === 'string' ? await readFile(source) : source;
      if (await holds(path, bytes)) return 'unchanged';
      try {
        await replaceFile(path, bytes);
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
        // Rarely: a folder holds many pictures.
        await mkdir(dirname(path), { recursive: true });
        await replaceFile(path, bytes);
      }
      return 'stored';
    },
    holds: (relativePath, bytes) => holds(safePath(folder, relativePath), bytes),
    locate: (relativePath) => safePath(folder, relativePath),
  };
}

/** Readers see the old file or the whole new one, never half of it. */
export async function replaceFile(path: string, contents: Uint8Array | string): Promise<void> {
  // The name only has to be unused, also by other processes; nothing that is stored depends on it.
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, contents);
    await rename(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}
