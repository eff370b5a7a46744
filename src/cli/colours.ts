import { isatty } from 'node:tty';
import { createColors } from 'picocolors';

const STANDARD_OUTPUT = 1;

/** Colours for standard output, on a terminal alone: files, pipes and CI logs get plain text. */
export const colours = createColors(isatty(STANDARD_OUTPUT) && process.env['NO_COLOR'] === undefined);
