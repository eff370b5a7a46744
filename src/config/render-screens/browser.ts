import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { DaogouError } from '../../core/errors.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A browser without a window, to draw pages with.
 *
 * @throws DaogouError `missing-dependency` where playwright-core or a Chromium is not installed
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new DaogouError('missing-dependency', 'There is no Chromium to draw pages with', {
      received: NAMES,
      remedy: 'Install Chromium, or name it in CHROMIUM_PATH.',
    });
  }
  const { chromium } = await import('playwright-core').catch((thrown: unknown) => {
    throw withoutPlaywright(thrown);
  });
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--hide-scrollbars'],
  });
}

function withoutPlaywright(thrown: unknown): DaogouError {
  return new DaogouError(
    'missing-dependency',
    'Drawing pages needs playwright-core, which is not installed',
    {
      received: 'playwright-core',
      remedy: 'Install it: npm install playwright-core',
      cause: thrown,
    },
  );
}

/** CHROMIUM_PATH, or the first that is found by its usual names. */
function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const usual = NAMES.flatMap((name) => ['/usr/bin', ...folders].map((folder) => join(folder, name)));
  return [process.env['CHROMIUM_PATH'] ?? '', ...usual].find((path) => path !== '' && isExecutable(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
