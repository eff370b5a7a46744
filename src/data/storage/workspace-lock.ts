import { execFile } from 'node:child_process';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { DaogouError } from '../../core/errors.ts';

export interface WorkspaceLock {
  release(): Promise<void>;
}

const holderSchema = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /** Tells a process from a later one that got the same pid; null where the system does not say. */
  processStart: z.string().nullable(),
  lockedAt: z.iso.datetime(),
});
type Holder = z.infer<typeof holderSchema>;

const LOCK_FILE = 'workspace.lock';
/** The holder touches its lock this often, which shows processes on other machines that it lives. */
const HEARTBEAT_MS = 15_000;
const SILENT_AFTER_MS = 120_000;
/** A lock file without a readable holder is being written, or was left so by a crash. */
const UNREADABLE_FOR_MS = 2_000;
const ATTEMPTS = 5;

/**
 * Takes the workspace for this process. A lock that was left by a process that is gone is taken over.
 *
 * @throws DaogouError `workspace-locked` naming the process that has it.
 */
export async function lockWorkspace(workspace: string): Promise<WorkspaceLock> {
  const path = join(workspace, LOCK_FILE);
  const own: Holder = {
    pid: process.pid,
    host: hostname(),
    processStart: await processStart(process.pid),
    lockedAt: new Date().toISOString(),
  };
  const text = `${JSON.stringify(own)}\n`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await createExclusively(path, text)) return heldLock(path, text);
    await removeIfStale(path);
  }
  throw lockedError(path, await readHolder(path));
}

function heldLock(path: string, text: string): WorkspaceLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    async release() {
      clearInterval(heartbeat);
      // Only our own: after a long sleep of this machine another one may rightly have taken over.
      if ((await readText(path)) === text) await rm(path, { force: true });
    },
  };
}

async function createExclusively(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new DaogouError('storage-unavailable', `The workspace lock ${path} cannot be written`, {
      received: path,
      remedy: 'Check that the workspace folder is writable.',
      cause: thrown,
    });
  }
}

/**
 * Returns when the lock is gone; throws when somebody has it. The stale file is renamed away before it is removed:
 * of two processes that find it, the slower one may otherwise remove the new lock of the faster one.
 */
async function removeIfStale(path: string): Promise<void> {
  const found = await readText(path);
  if (found === undefined) return;
  const holder = parseHolder(found);
  if (holder ? await lives(path, holder) : await isBeingWritten(path)) {
    if (holder) throw lockedError(path, holder);
    await new Promise((resolve) => setTimeout(resolve, UNREADABLE_FOR_MS / 2));
    return;
  }
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readText(aside);
  if (moved !== found && moved !== undefined) await createExclusively(path, moved);
  await rm(aside, { force: true });
}

async function lives(path: string, holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) return !(await isSilent(path, SILENT_AFTER_MS));
  if (!pidExists(holder.pid)) return false;
  const start = await processStart(holder.pid);
  return start === null || holder.processStart === null || start === holder.processStart;
}

const isBeingWritten = async (path: string): Promise<boolean> => !(await isSilent(path, UNREADABLE_FOR_MS));

async function isSilent(path: string, milliseconds: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > milliseconds;
  } catch {
    return true;
  }
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it runs, but belongs to somebody else.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in whatever form the system tells it: Linux in clock ticks since boot, others as text. */
async function processStart(pid: number): Promise<string | null> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the command in field 2 may hold blanks and brackets, so counting begins behind it.
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return processStartByPs(pid);
  }
}

async function processStartByPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || null;
  } catch {
    return null;
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  return parseHolder((await readText(path)) ?? '');
}

function lockedError(path: string, holder: Holder | undefined): DaogouError {
  const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.lockedAt}` : 'another process';
  return new DaogouError('workspace-locked', `The workspace is in use by ${who}`, {
    received: { path, ...holder },
    remedy: holder
      ? `Wait for process ${holder.pid} or end it; to share one workspace between processes, set DATABASE_URL to a Postgres server.`
      : `Try again in a moment; if no Daogou runs on this workspace, remove ${path}.`,
  });
}
