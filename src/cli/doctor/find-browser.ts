import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Finding } from './finding.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium for the tests of the pages: CHROMIUM_PATH, or one of the usual names on the PATH. */
export function findBrowser(environment: NodeJS.ProcessEnv): Finding {
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...(environment.CHROMIUM_PATH ? [environment.CHROMIUM_PATH] : []),
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  const found = candidates.find(isExecutable);
  if (found !== undefined) return { name: 'Chromium', state: 'ok', detail: found };
  return {
    name: 'Chromium',
    state: 'optional',
    detail: 'not found; only the tests of the pages need it',
    remedy: 'Install Chromium, or name it in CHROMIUM_PATH.',
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
