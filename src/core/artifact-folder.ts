import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ArtifactReader, ArtifactWriter } from './contracts/artifacts.ts';
import { DaogouError } from './errors.ts';
import { safePath } from './safe-path.ts';
import { decodeArrays, encodeArrays } from './safetensors.ts';

/** Files in any folder, written and read back, as for the checkpoints of a training under way. */
export function openArtifactFolder(folder: string): ArtifactFolder {
  return {
    ...writerOf(folder),
    ...readerOf(folder),
    within: (inner) => openArtifactFolder(safePath(folder, inner)),
  };
}

export type ArtifactFolder = ArtifactWriter & ArtifactReader & { within(folder: string): ArtifactFolder };

function writerOf(folder: string): ArtifactWriter {
  const writeBytes = async (name: string, bytes: Uint8Array): Promise<void> => {
    const path = safePath(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes, { flush: true });
  };
  return {
    writeBytes,
    writeJson: (name, value) =>
      writeBytes(name, new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)),
    writeArrays: (name, arrays) => writeBytes(name, encodeArrays(arrays)),
    within: (inner) => writerOf(safePath(folder, inner)),
  };
}

function readerOf(folder: string): ArtifactReader {
  const readBytes = async (name: string): Promise<Buffer> => {
    const path = safePath(folder, name);
    try {
      return await readFile(path);
    } catch (thrown) {
      throw new DaogouError('model-missing', `The model has no file ${name}`, {
        received: path,
        remedy: 'Train the model again.',
        cause: thrown,
      });
    }
  };
  return {
    readBytes,
    async readJson(name) {
      const bytes = await readBytes(name);
      try {
        return JSON.parse(bytes.toString('utf8')) as unknown;
      } catch (thrown) {
        throw new DaogouError('model-mismatch', `The model's file ${name} is not JSON`, {
          received: bytes.toString('utf8', 0, 200),
          remedy: 'Train the model again; its files were changed or cut short.',
          cause: thrown,
        });
      }
    },
    readArrays: async (name) => decodeArrays(await readBytes(name)),
    within: (inner) => readerOf(safePath(folder, inner)),
  };
}
