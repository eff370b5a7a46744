import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { excerpt, runProgram, say } from './steps.mjs';

/** Programs that tests run, with what names another one. */
const TOOLS = [
  { name: 'ffmpeg', variable: 'FFMPEG_PATH' },
  { name: 'espeak-ng', variable: undefined },
];

/** The programs that are not there. */
function missingTools() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return TOOLS.filter(({ name, variable }) => {
    const named = variable === undefined ? undefined : process.env[variable];
    const candidates = [...(named ? [named] : []), ...folders.map((folder) => join(folder, name))];
    return !candidates.some((path) => existsSync(path) || existsSync(`${path}.exe`));
  }).map(({ name }) => name);
}

/**
 * ffmpeg and espeak-ng, for the tests of clips and speech. Without them these tests skip, so that this step never
 * fails the set-up.
 * @returns {import('./steps.mjs').Step}
 */
export function mediaToolsStep() {
  return {
    label: 'Installing ffmpeg and espeak-ng (apt-get)',
    isNeeded: () => {
      const missing = missingTools();
      if (missing.length === 0) return false;
      if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) return true;
      say(`Not found: ${missing.join(', ')}. The tests of clips and speech that need them will skip.`);
      return false;
    },
    run: install,
  };
}

async function install() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runProgram('apt-get', ['update', '-q'], { env });
  const parameters = ['install', '-y', '-q', '--no-install-recommends', ...missingTools()];
  const { output } = await runProgram('apt-get', parameters, { env });
  const missing = missingTools();
  if (missing.length === 0) return;
  say(
    `${excerpt(update.code === 0 ? output : update.output)}\nCould not be installed: ${missing.join(', ')}. The ` +
      'tests of clips and speech that need them will skip.',
  );
}
