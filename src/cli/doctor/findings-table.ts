import { colours } from '../colours.ts';
import type { Finding } from './finding.ts';

const COLOURS = { ok: colours.green, missing: colours.red, optional: colours.yellow };

/** One line for each finding, and under it the remedy where something is not there. */
export function findingsTable(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings
    .flatMap(({ name, state, detail, remedy }) => [
      `${COLOURS[state](state.padEnd(8))}  ${name.padEnd(width)}  ${detail}`,
      ...(remedy === undefined ? [] : [`${' '.repeat(width + 12)}→ ${remedy}`]),
    ])
    .join('\n');
}
