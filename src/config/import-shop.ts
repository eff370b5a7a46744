import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ImportReport } from '../core/contracts/import-report.ts';
import { DaogouError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { formatNamed } from '../data/formats/formats.ts';
import { importFolder } from '../data/formats/import.ts';
import type { Workspace } from './workspace.ts';

/**
 * Imports a folder of a known format into a workspace. Rows that cannot be used are in the report; all others are
 * stored, and a second import of the same folder changes nothing.
 *
 * Throws `unsupported-format` for an unknown format and `not-found` where the folder is not there.
 */
export async function importShop(
  workspace: Workspace,
  format: string,
  folder: string,
  progress: Progress,
): Promise<ImportReport> {
  const known = formatNamed(format);
  const path = resolve(folder);
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    throw new DaogouError('not-found', `There is no folder ${folder}`, {
      received: folder,
      remedy: 'Give the path of the folder that holds the files.',
    });
  }
  const { store, media } = workspace;
  return importFolder({ format: known, folder: path, store, media, workspace: workspace.folder, progress });
}
