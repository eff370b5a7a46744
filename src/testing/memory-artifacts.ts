import type { ArtifactReader, ArtifactWriter, NumericArray } from '../core/contracts/artifacts.ts';
import { DaogouError } from '../core/errors.ts';

export type MemoryArtifacts = ArtifactWriter & ArtifactReader & { within(folder: string): MemoryArtifacts };

/**
 * The files of one model in memory: what is written can be read back, as from a disk. Everything is copied on the
 * way in and out, so that a model which changes its arrays after saving is found out.
 */
export function createMemoryArtifacts(): MemoryArtifacts {
  return over(new Map(), '');
}

type Content = Uint8Array | string | Readonly<Record<string, NumericArray>>;

function over(files: Map<string, Content>, folder: string): MemoryArtifacts {
  const find = (name: string): Content => {
    const content = files.get(folder + name);
    if (content !== undefined) return content;
    throw new DaogouError('model-missing', `There is no file ${folder}${name}`, {
      received: folder + name,
      remedy: `Known are: ${[...files.keys()].join(', ') || 'none'}.`,
    });
  };
  return {
    async writeBytes(name, bytes) {
      files.set(folder + name, bytes.slice());
    },
    async writeJson(name, value) {
      files.set(folder + name, JSON.stringify(value));
    },
    async writeArrays(name, arrays) {
      files.set(folder + name, structuredClone(arrays));
    },
    readBytes: async (name) => (find(name) as Uint8Array).slice(),
    readJson: async (name) => JSON.parse(find(name) as string) as unknown,
    readArrays: async (name) => structuredClone(find(name) as Record<string, NumericArray>),
    within: (inner) => over(files, `${folder}${inner}/`),
  };
}
