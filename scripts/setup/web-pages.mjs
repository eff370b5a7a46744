import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { excerpt, runProgram, SetupError } from './steps.mjs';

/** What the pages are made of: their own sources, and what they import from the rest. */
const SOURCES = [
  'web',
  'src/core',
  'src/client',
  'src/perception/encoders/speech/write-wav.ts',
  'package-lock.json',
];
const NOT_SOURCES = new Set(['dist', 'node_modules']);

/**
 * The web pages, built from web/ into web/dist.
 * @param {string} root
 * @returns {import('./steps.mjs').Step}
 */
export function webPagesStep(root) {
  // In the folder that the build empties first, so an interrupted build leaves no stamp.
  const stamp = join(root, 'web', 'dist', '.daogou-built');
  return {
    label: 'Building the web pages',
    isNeeded: () => {
      if (!existsSync(join(root, 'web', 'index.html'))) return false;
      return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourcesHash(root);
    },
    run: async () => {
      // The hash of what is built, not of what may have been edited meanwhile.
      const hash = sourcesHash(root);
      const { code, output } = await runProgram('npm', ['run', 'build', '-w', 'web'], {
        cwd: root,
        // Under any other word, such as the `test` of a test run, React's slow development version is built.
        env: { ...process.env, NODE_ENV: 'production' },
      });
      if (code !== 0) {
        throw new SetupError(`${excerpt(output)}\nThe web pages could not be built; see the lines above.`);
      }
      writeFileSync(stamp, hash);
    },
  };
}

/** @param {string} root */
function sourcesHash(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) addToHash(hash, root, source);
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} root @param {string} path */
function addToHash(hash, root, path) {
  const full = join(root, path);
  let entries;
  try {
    entries = readdirSync(full, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return;
    if (error.code !== 'ENOTDIR') throw error;
    hash.update(`${path}\n`).update(readFileSync(full));
    return;
  }
  for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!NOT_SOURCES.has(name) && !/\.test\.tsx?$/.test(name)) addToHash(hash, root, `${path}/${name}`);
  }
}
