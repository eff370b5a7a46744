/** The command line: `daogou COMMAND …`. Exit codes: 0 done, 1 failed, 2 used wrongly. */
import { createProgram } from './program.ts';
import { runProgram } from './run-program.ts';

process.exitCode = await runProgram(createProgram(), process.argv.slice(2));
