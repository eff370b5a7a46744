import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { excerpt, runProgram, say } from './steps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium: CHROMIUM_PATH, or the first that is found by its usual names. */
function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []),
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...(process.platform === 'darwin' ? MAC_APPLICATIONS : []),
  ];
  return candidates.find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A browser for the tests of the pages. Without one these tests skip, so that this step never fails the set-up.
 * @returns {import('./steps.mjs').Step}
 */
export function browserStep() {
  return {
    label: 'Installing Chromium and fonts for Chinese (apt-get)',
    isNeeded: () => {
      if (findChromium() !== undefined) return false;
      if (canInstall()) return true;
      say(
        'No Chromium was found: the tests of the pages will skip. Install it, or name it in CHROMIUM_PATH.',
      );
      return false;
    },
    run: install,
  };
}

const canInstall = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

async function install() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const packages = ['chromium', 'fonts-noto-cjk'];
  const update = await runProgram('apt-get', ['update', '-q'], { env });
  const parameters = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  const { code, output } = await runProgram('apt-get', parameters, { env });
  if (code === 0 && findChromium() !== undefined) return;
  say(
    `${excerpt(update.code === 0 ? output : update.output)}\nChromium could not be installed: the tests of ` +
      'the pages will skip. Install it by hand, or name it in CHROMIUM_PATH.',
  );
}
