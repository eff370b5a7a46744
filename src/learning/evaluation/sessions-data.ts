import type { Dataset, EventColumns, Query } from '../../core/contracts/dataset.ts';
import { datasetAsOf } from '../../core/dataset-as-of.ts';
import { DaogouError } from '../../core/errors.ts';
import { rowsOf } from './leave-one-out-data.ts';

export type SessionsPart = 'validation' | 'test';

/** One step of a session: what was clicked so far, and what came next. */
export interface SessionStep {
  readonly query: Query;
  readonly target: number;
  /** Sessions numbered from 0. */
  readonly session: number;
}

export interface SessionsSplit {
  readonly train: Dataset;
  readonly steps: readonly SessionStep[];
  readonly sessions: number;
  /** 1 for each item that no training event is about: neither asked for nor ranked. */
  readonly unknown: Uint8Array;
  /** The sessions asked about end at or after this moment. */
  readonly from: number;
}

export interface SessionsCut {
  /** Length of the test, and of the validation before it. Default 1. */
  readonly days?: number;
  /** Where the test begins, in milliseconds since 1970 in UTC. Default: `days` before the last event. */
  readonly testFrom?: number;
}

const DAY = 86_400_000;

/**
 * The split of session-rec (Ludewig and Jannach, 2018): sessions that end within the last `days` days of the data are
 * the test, all others are learned from; clicks in the test on items that the training does not have are skipped,
 * and sessions of fewer than two clicks that are left are dropped. The validation is the same cut of what the test
 * leaves to learn from. Events of no session are learned from where they lie before the cut.
 *
 * Each step of a session is asked: after the first click for the second, and so on. What else the shopper did before
 * this session is not told.
 *
 * Throws `not-enough-data` where nothing is left to learn from or to ask.
 */
export function splitSessions(
  dataset: Dataset,
  part: SessionsPart,
  { days = 1, testFrom }: SessionsCut = {},
): SessionsSplit {
  const startOf = (events: EventColumns): number => (events.time[events.count - 1] ?? 0) - days * DAY;
  const testStart = testFrom ?? startOf(dataset.events);
  const events = part === 'test' ? dataset.events : cut(dataset.events, testStart).past;
  const from = part === 'test' ? testStart : startOf(events);
  const { past, testRows } = cut(events, from);
  const unknown = new Uint8Array(dataset.items.length).fill(1);
  for (const item of past.item) if (item >= 0) unknown[item] = 0;
  const { steps, sessions } = stepsOf(events, testRows, unknown);
  if (past.count === 0 || steps.length === 0) {
    throw new DaogouError(
      'not-enough-data',
      `The last ${days} days leave ${past.count} events to learn from and ${steps.length} steps of sessions to ask for`,
      { received: days, remedy: 'Import sessions over more days, or choose others with --days.' },
    );
  }
  return { train: { ...datasetAsOf(dataset, from), events: past }, steps, sessions, unknown, from };
}

/** Rows of sessions that end at or after `from`, and the events to learn from: all other rows before it. */
function cut(events: EventColumns, from: number): { past: EventColumns; testRows: Map<number, number[]> } {
  const ends = new Map<number, number>();
  for (let row = 0; row < events.count; row++) ends.set(events.session[row], events.time[row]);
  const testRows = new Map<number, number[]>();
  const isPast = new Uint8Array(events.count);
  for (let row = 0; row < events.count; row++) {
    const session = events.session[row];
    if (session < 0 || (ends.get(session) ?? 0) < from) isPast[row] = events.time[row] < from ? 1 : 0;
    else if (events.item[row] >= 0) {
      const rows = testRows.get(session);
      if (rows) rows.push(row);
      else testRows.set(session, [row]);
    }
  }
  return { past: rowsOf(events, isPast), testRows };
}

function stepsOf(
  { item, time, type }: EventColumns,
  testRows: ReadonlyMap<number, readonly number[]>,
  unknown: Uint8Array,
): { steps: SessionStep[]; sessions: number } {
  const steps: SessionStep[] = [];
  let sessions = 0;
  for (const rows of testRows.values()) {
    const known = rows.filter((row) => unknown[item[row]] === 0);
    if (known.length < 2) continue;
    const history = known.map((row) => ({ item: item[row], type: type[row], time: time[row] }));
    for (let step = 1; step < known.length; step++) {
      const query = { history: history.slice(0, step), now: history[step - 1].time, scene: -1 };
      steps.push({ query, target: history[step].item, session: sessions });
    }
    sessions++;
  }
  return { steps, sessions };
}
