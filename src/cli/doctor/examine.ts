import { findBrowser } from './find-browser.ts';
import { findDatabase } from './find-database.ts';
import { examineFfmpeg } from './find-ffmpeg.ts';
import type { Finding } from './finding.ts';
import { findNextAction } from './find-next-action.ts';
import { findNode } from './find-node.ts';
import { findOptionalPackages, findPackages } from './find-packages.ts';
import { findProviders } from './find-providers.ts';
import { findWebPages } from './find-web-pages.ts';
import { findWorkspace } from './find-workspace.ts';

/**
 * Looks at everything that Daogou needs on this machine. Changes nothing, but that opening an embedded database
 * brings its tables up to date.
 */
export async function examine(workspace: string, environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  const databaseUrl = environment.DATABASE_URL || undefined;
  return [
    findNode(process.version),
    ...(await findPackages()),
    await findProviders(),
    await findDatabase(databaseUrl),
    await findWorkspace(workspace, databaseUrl),
    ...(await findNextAction(workspace)),
    findWebPages(),
    await examineFfmpeg(environment),
    ...findOptionalPackages(),
    findBrowser(environment),
  ];
}
