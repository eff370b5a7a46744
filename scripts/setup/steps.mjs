import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/**
 * @typedef {object} Step
 * @property {string} label What is done, such as `Installing the locked dependencies`.
 * @property {() => boolean | Promise<boolean>} isNeeded
 * @property {() => Promise<void>} run Throws SetupError where it cannot be done.
 */

/** A set-up that cannot go on. The message is for the person at the terminal: what happened and what to do. */
export class SetupError extends Error {}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {Step} step */
export async function runStep(step) {
  const begun = performance.now();
  say(`${step.label} …`);
  await step.run();
  say(`${step.label}: done in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

const LINES_OF_FAILURE = 30;

/**
 * Runs a program to its end. Its output is kept back, and shown only where it fails. An interrupt ends it too.
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string }>} `code` is 127 where the program does not exist
 */
export function runProgram(program, parameters, { cwd, env } = {}) {
  return new Promise((resolve) => {
    // Windows finds npm.cmd only through a shell.
    const shell = process.platform === 'win32';
    const plain = { ...(env ?? process.env), NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(program, parameters, { cwd, env: plain, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-100_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const stop = () => child.kill('SIGTERM');
    process.on('exit', stop);
    const end = (/** @type {number} */ code) => {
      process.off('exit', stop);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** What a program said, for a message about its failure: its beginning and its end. @param {string} output */
export function excerpt(output) {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'));
  if (lines.length <= LINES_OF_FAILURE) return lines.join('\n');
  const half = LINES_OF_FAILURE / 2;
  return [...lines.slice(0, half), '…', ...lines.slice(-half)].join('\n');
}

/**
 * The environment without this checkout's own programs on the PATH: npm must not run on the Node that it replaces.
 * @param {string} root
 */
export function environmentOutside(root) {
  const own = join(root, 'node_modules');
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = (process.env[name] ?? '').split(delimiter).filter((folder) => !folder.startsWith(own));
  return { ...process.env, [name]: folders.join(delimiter) };
}
