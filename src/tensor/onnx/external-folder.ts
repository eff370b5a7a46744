import { closeSync, openSync, readSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import { DaogouError, toError } from '../../core/errors.ts';
import type { ReadExternal } from './array.ts';
import { unreadable } from './decode.ts';

/** Reads ranges of files in a folder; a path that leads out of it is refused. */
export function folderReader(folder: string | undefined): ReadExternal | undefined {
  if (folder === undefined) return undefined;
  return (location, offset, length) => {
    if (location === '' || isAbsolute(location) || normalize(location).startsWith('..')) {
      throw unreadable(`The network's numbers lie outside its folder, in "${location}"`, location);
    }
    try {
      const bytes = new Uint8Array(length);
      const file = openSync(join(folder, location), 'r');
      const read = readSync(file, bytes, 0, length, offset);
      closeSync(file);
      return bytes.subarray(0, read);
    } catch (thrown) {
      throw new DaogouError('not-found', `Cannot read ${location}: ${toError(thrown).message}`, {
        received: location,
        remedy:
          "Put the file with the network's numbers beside the network, under the name it was saved with.",
        cause: thrown,
      });
    }
  };
}
