import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { environmentOutside, excerpt, runProgram, say, SetupError } from './steps.mjs';

/**
 * The locked dependencies, of which the package `node` brings the Node that everything else runs on.
 * @param {string} root
 * @returns {import('./steps.mjs').Step}
 */
export function dependenciesStep(root) {
  return {
    label: 'Installing the locked dependencies (npm ci)',
    isNeeded: async () => !isInstalled(root) || (await localNode(root)) === undefined,
    run: () => install(root),
  };
}

const stampOf = (/** @type {string} */ root) => join(root, 'node_modules', '.daogou-installed');

/** @param {string} root */
function isInstalled(root) {
  const wanted = lockHash(root);
  if (existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === wanted) return true;
  if (!holdsLockedVersions(root)) return false;
  // Someone ran `npm install` or `npm ci` by hand: there is nothing to do but remember it.
  writeFileSync(stampOf(root), wanted);
  return true;
}

/** @param {string} root */
function lockHash(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

/**
 * Whether node_modules holds each locked package in its locked version, by the list that npm itself leaves there.
 * Optional packages may be absent: most of them are for other platforms.
 * @param {string} root
 */
function holdsLockedVersions(root) {
  const list = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const held = JSON.parse(readFileSync(list, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, link }]) => {
    if (!path.startsWith('node_modules/')) return true;
    if (held[path] === undefined) return Boolean(optional || devOptional);
    return link || held[path].version === version;
  });
}

/** @param {string} root */
async function install(root) {
  const env = environmentOutside(root);
  // Production settings in the environment would leave out Node 24 and the tools.
  delete env.NODE_ENV;
  const options = [
    '--include=dev',
    '--include=optional',
    '--ignore-scripts=false',
    '--no-audit',
    '--no-fund',
  ];
  let { code, output } = await runProgram('npm', ['ci', ...options], { cwd: root, env });
  if (code !== 0 && output.includes('EUSAGE')) {
    say(
      'npm ci refuses the lock (see scripts/complete-lock.mjs); installing what it holds with npm install …',
    );
    ({ code, output } = await runProgram('npm', ['install', '--no-save', ...options], { cwd: root, env }));
  }
  if (code !== 0) {
    const remedy =
      code === 127 ? 'Install npm.' : 'Check the network and the disk, then run the same command again.';
    throw new SetupError(`${excerpt(output)}\nThe dependencies could not be installed. ${remedy}`);
  }
  const version = await localNode(root);
  if (version === undefined) {
    throw new SetupError(
      `node_modules/.bin/node is not the Node that the lock names (${wantedNode(root)}). ` +
        'Its install script was refused or failed: run `npm rebuild node`, then the same command again.',
    );
  }
  writeFileSync(stampOf(root), lockHash(root));
}

/** The version of the checkout's own Node, or undefined where it is missing or of another major version. @param {string} root */
async function localNode(root) {
  const name = process.platform === 'win32' ? 'node.cmd' : 'node';
  const program = join(root, 'node_modules', '.bin', name);
  if (!existsSync(program)) return undefined;
  const { code, output } = await runProgram(program, ['--version']);
  const version = output.trim();
  return code === 0 && version.startsWith(`v${wantedNode(root).split('.', 1)[0]}.`) ? version : undefined;
}

/** @param {string} root @returns {string} */
function wantedNode(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return lock.packages['node_modules/node'].version;
}
