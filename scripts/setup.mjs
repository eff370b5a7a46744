/**
 * Everything that a fresh machine needs before `npm start`, `npm test` and `npm run daogou`: the locked
 * dependencies (Node 24 among them), the built web pages and, with `--for-tests`, a browser, ffmpeg and espeak-ng.
 * Plain JavaScript for Node 20 and later, without dependencies, because it runs before there are any.
 *
 *   node scripts/setup.mjs [--quiet] [--for-tests]
 *
 * `--quiet` prints nothing when there is nothing to do. All lines go to standard error, so that the JSON of a
 * command that follows stays clean. Interrupted, it carries on where it stopped; two at once wait for each other.
 */
import { realpathSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { browserStep } from './setup/browser.mjs';
import { dependenciesStep } from './setup/dependencies.mjs';
import { withLock } from './setup/lock.mjs';
import { mediaToolsStep } from './setup/media-tools.mjs';
import { runStep, say, SetupError } from './setup/steps.mjs';
import { webPagesStep } from './setup/web-pages.mjs';

const OLDEST_NODE = 20;

/**
 * Brings the checkout at `root` to the state that its commands need. Throws SetupError, whose message says what to do.
 * @param {string} root
 * @param {{ quiet?: boolean, forTests?: boolean, withPages?: boolean }} options
 */
export async function setUp(root, { quiet = false, forTests = false, withPages = true } = {}) {
  if (Number(process.versions.node.split('.', 1)[0]) < OLDEST_NODE) {
    throw new SetupError(`Node ${OLDEST_NODE} or later is needed; this is ${process.version}.`);
  }
  const begun = performance.now();
  const steps = [
    dependenciesStep(root),
    ...(withPages ? [webPagesStep(root)] : []),
    ...(forTests ? [browserStep(), mediaToolsStep()] : []),
  ];
  // Each step is asked when its turn comes: new dependencies can make the pages stale.
  for (const step of steps) {
    if (!(await step.isNeeded())) continue;
    await withLock(root, async () => {
      // Another set-up may have done it while this one waited.
      if (await step.isNeeded()) await runStep(step);
    });
  }
  if (!quiet) say(`Set-up is complete (${((performance.now() - begun) / 1000).toFixed(1)} s).`);
}

async function main() {
  const known = ['--quiet', '--for-tests'];
  const given = process.argv.slice(2);
  const unknown = given.find((option) => !known.includes(option));
  if (unknown !== undefined) {
    say(`Unknown option ${unknown}. Use: node scripts/setup.mjs [${known.join('] [')}]`);
    process.exitCode = 2;
    return;
  }
  try {
    const root = fileURLToPath(new URL('..', import.meta.url));
    await setUp(root, { quiet: given.includes('--quiet'), forTests: given.includes('--for-tests') });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
