/** The command line: `daogou COMMAND …`. Exit codes: 0 done, 1 failed, 2 used wrongly. */
import { createProgram } from './program.ts';
import { runProgram } from './run-program.ts';

// Whoever reads the output may have seen enough, as `daogou … | head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runProgram(createProgram(), process.argv.slice(2));
