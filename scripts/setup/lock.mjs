import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './steps.mjs';

const POLL_MILLISECONDS = 300;
/** A lock without an owner's name for this long was left by one that died between two system calls. */
const NAMELESS_MILLISECONDS = 5000;

/**
 * Runs `work` while no other set-up of this checkout runs. A lock left behind by a process that is gone is taken
 * over. The folder's name is one that git ignores.
 * @param {string} root
 * @param {() => Promise<void>} work
 */
export async function withLock(root, work) {
  const folder = join(root, '.daogou-setup');
  const release = () => rmSync(folder, { recursive: true, force: true });
  await take(folder);
  const interrupted = (/** @type {NodeJS.Signals} */ signal) => process.exit(signal === 'SIGINT' ? 130 : 143);
  process.on('exit', release);
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', interrupted);
  try {
    await work();
  } finally {
    process.off('exit', release);
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    release();
  }
}

/** @param {string} folder */
async function take(folder) {
  for (let isWaiting = false; ;) {
    try {
      // Making a folder is atomic: of two that try, one fails.
      mkdirSync(folder);
      writeFileSync(join(folder, 'owner'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(folder)) {
      setAside(folder);
      continue;
    }
    if (!isWaiting) say('Another set-up of this checkout is running; waiting for it …');
    isWaiting = true;
    await wait(POLL_MILLISECONDS);
  }
}

/** @param {string} folder */
function isAbandoned(folder) {
  try {
    const owner = Number(readFileSync(join(folder, 'owner'), 'utf8'));
    if (owner > 0) return !isRunning(owner);
  } catch {
    // Not named yet, or gone by now: the age below decides.
  }
  try {
    return Date.now() - statSync(folder).mtimeMs > NAMELESS_MILLISECONDS;
  } catch {
    return false;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Renaming first makes sure that of two that find a dead lock, only one removes it. @param {string} folder */
function setAside(folder) {
  const aside = `${folder}-dead-${process.pid}`;
  try {
    renameSync(folder, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
