import { createColors } from 'picocolors';

/** Colours for standard output, on a terminal alone: files, pipes and CI logs get plain text. */
export const colours = createColors(process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined);
