/** Reads a folder of JData for the next action, with what an import has no place for: which part of a page was clicked. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventType } from '../core/contracts/event.ts';
import { DaogouError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { openSourceFolder } from '../data/formats/reading/source-folder.ts';
import { openStaging } from '../data/formats/reading/staging.ts';
import {
  describeMoments,
  typeClasses,
  VISIT_GAP,
  type LoggedSession,
} from '../learning/training/next-action-samples.ts';
import type { ActionSamples } from '../models/actions/action-model.ts';
import type { SessionEvent } from '../models/actions/session-state.ts';
import type { ItemFacts } from '../models/actions/situation.ts';
import { SituationSpace } from '../models/actions/situation-space.ts';

/** JData's kinds 1 to 6. */
const KINDS: readonly EventType[] = [
  'view_item',
  'add_to_cart',
  'remove_from_cart',
  'purchase',
  'add_to_wishlist',
  'select_item',
];
/** Parts of pages that were clicked less often are not told apart. */
const FEWEST_CLICKS = 40;
const COLUMNS = ['user_id', 'sku_id', 'time', 'model_id', 'type', 'cate', 'brand'];

/** Every moment at which one of the six kinds followed another, with the shopper's earlier visits. */
export async function readJdataMoments(folder: string, progress: Progress): Promise<ActionSamples> {
  const rows = await readActions(folder, progress);
  const facts = new Map<number, ItemFacts>();
  const shoppers = new Map<string, SessionEvent[]>();
  const clicks = new Map<string, number>();
  for (const [user, sku, time, part, kind, category, brand] of rows) {
    const item = Number(sku);
    const type = KINDS.at(Number(kind) - 1);
    const at = Date.parse(`${(time ?? '').replace(' ', 'T')}+08:00`);
    if (user === null || type === undefined || !Number.isInteger(item) || Number.isNaN(at)) continue;
    const shopper = user.replace(/\.0+$/, '');
    const events = shoppers.get(shopper) ?? [];
    shoppers.set(shopper, events);
    events.push({ item, time: at, type, ...(part ? { part } : {}) });
    facts.set(item, { category: Number(category), brand: Number(brand), price: null });
    if (part) clicks.set(part, (clicks.get(part) ?? 0) + 1);
  }
  const parts = [...clicks].filter(([, count]) => count >= FEWEST_CLICKS).map(([part]) => part);
  return describeMoments(visitsOf(shoppers), {
    classes: typeClasses(KINDS),
    factsOf: (item) => facts.get(item),
    withPast: true,
    space: new SituationSpace(parts.sort()),
  });
}

async function readActions(folder: string, progress: Progress): Promise<(string | null)[][]> {
  const temporary = await mkdtemp(join(tmpdir(), 'daogou-next-action-'));
  const staging = await openStaging(temporary);
  try {
    const source = await openSourceFolder(folder, staging, { onBadRow() {}, onFile() {}, progress });
    const files = source.files.filter((file) => /^JData_Action[^/]*\.csv$/.test(file)).toSorted();
    if (files.length === 0) {
      throw new DaogouError('not-found', 'The folder has no file such as JData_Action_201602.csv', {
        received: source.files.slice(0, 50),
        remedy: 'Name a folder of JData, or leave --data out to measure on the workspace’s own events.',
      });
    }
    const rows: (string | null)[][] = [];
    for (const file of files) {
      const table = await source.table(
        file,
        COLUMNS.filter((column) => column !== 'model_id'),
      );
      const columns = COLUMNS.map((column) =>
        table.columns.some((name) => name.toLowerCase() === column) ? table.sqlColumn(column) : 'NULL',
      );
      for (const row of await source.query(`SELECT ${columns.join(', ')} FROM ${table.sqlName}`))
        rows.push(row);
    }
    return rows;
  } finally {
    staging.close();
    await rm(temporary, { recursive: true, force: true });
  }
}

/** A visit ends where half an hour goes by without an action. */
function visitsOf(shoppers: ReadonlyMap<string, readonly SessionEvent[]>): LoggedSession[] {
  const visits: LoggedSession[] = [];
  for (const [user, unordered] of [...shoppers.values()].entries()) {
    // The file's order holds among actions of one second.
    const events = unordered.toSorted((a, b) => a.time - b.time);
    let start = 0;
    for (let next = 1; next <= events.length; next++) {
      if (next < events.length && events[next].time - events[next - 1].time <= VISIT_GAP) continue;
      visits.push({ user, scene: -1, events: events.slice(start, next) });
      start = next;
    }
  }
  return visits;
}
