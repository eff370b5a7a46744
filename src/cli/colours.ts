import { createColors } from 'picocolors';

// Undefined, and not false, where standard output is no terminal; picocolors would take that for "decide yourself".
const isTerminal = Boolean(process.stdout.isTTY);

/** Colours for standard output, on a terminal alone: files, pipes and CI logs get plain text. */
export const colours = createColors(isTerminal && process.env['NO_COLOR'] === undefined);
