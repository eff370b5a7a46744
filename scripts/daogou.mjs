/**
 * The command line from a checkout: sets up what is missing, then runs `src/cli/main.ts` with the same parameters.
 * Where this process is an older Node than the checkout's own (the first run on a fresh machine), the command runs
 * in the new one; a shell that had looked up `node` before the set-up would keep using the old.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';
import { say, SetupError } from './setup/steps.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Only these serve the web pages; the others need not wait for them to be built. */
const COMMANDS_WITH_PAGES = ['demo', 'serve'];
const main = join(root, 'src', 'cli', 'main.ts');

try {
  await setUp(root, { quiet: true, withPages: COMMANDS_WITH_PAGES.includes(process.argv[2]) });
  await runCommand();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}

async function runCommand() {
  if (Number(process.versions.node.split('.', 1)[0]) >= 24) {
    process.argv[1] = main;
    await import(new URL('../src/cli/main.ts', import.meta.url).href);
    return;
  }
  const name = process.platform === 'win32' ? 'node.cmd' : 'node';
  const child = spawn(join(root, 'node_modules', '.bin', name), [main, ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  // A terminal sends Ctrl-C to the child as well; this process only waits for the child to end.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
