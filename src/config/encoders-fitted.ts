import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactReader, ArtifactWriter } from '../core/contracts/artifacts.ts';
import type { Item } from '../core/contracts/item.ts';
import { DaogouError } from '../core/errors.ts';
import { openArtifactFolder } from '../core/artifact-folder.ts';
import type { Opening } from './encoders-kind.ts';
import { filesUnder, versionOfFiles } from './encoders-version.ts';

const FOLDER = 'encoders';
const ABOUT = 'fitted.json';

export interface FittedEncoder {
  readonly reader: ArtifactReader;
  readonly version: string;
}

/**
 * An encoder that is fitted on a catalogue: once, then it is kept in the workspace under `encoders/NAME`, so that its
 * vectors stay comparable while the catalogue grows.
 *
 * @param fit fits and saves it
 * @throws DaogouError `not-enough-data` where nothing is stored and the catalogue is empty
 */
export async function fittedEncoder(
  name: string,
  { folder, items: catalogue }: Opening,
  fit: (items: readonly Item[], writer: ArtifactWriter) => Promise<void>,
): Promise<FittedEncoder> {
  const path = join(folder, FOLDER, name);
  if (!(await exists(join(path, ABOUT)))) {
    const items = await catalogue();
    if (items.length === 0) {
      throw new DaogouError('not-enough-data', `There are no items to fit ${name} on`, {
        received: folder,
        remedy: 'Import a shop first, for example: daogou import table DIR.',
      });
    }
    const { catalogueHash } = await import('./content-model.ts');
    const unfinished = `${path}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    const writer = openArtifactFolder(unfinished);
    await fit(items, writer);
    await writer.writeJson(ABOUT, { items: items.length, catalogueHash: catalogueHash(items) });
    await rm(path, { recursive: true, force: true });
    await rename(unfinished, path);
  }
  return { reader: openArtifactFolder(path), version: await versionOfFiles(name, await filesUnder(path)) };
}

/** Forgets what was fitted, so that the next opening fits it on the catalogue as it is then. */
export async function forgetFitted(folder: string): Promise<void> {
  await rm(join(folder, FOLDER), { recursive: true, force: true });
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
