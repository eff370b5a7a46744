/**
 * The layout of MiniOneRec (https://github.com/AkaliKong/MiniOneRec): items with title, description and brand; and one
 * row for each purchase to be foretold, with at most ten items that its user had bought before it.
 */
import { z } from 'zod';
import { UNKNOWN_CATEGORY } from '../../../core/contracts/item.ts';
import { DaogouError } from '../../../core/errors.ts';
import { BadValue, type SourceFolder, type SourceRecord, type SourceRow } from '../format.ts';
import { requiredId } from '../reading/field-values.ts';
import { decodeEntities } from './attribute-names.ts';
import { joinHistory } from './join-history.ts';
import { plainText } from './plain-text.ts';
import { readPythonList } from './python-list.ts';

export interface TitledFiles {
  readonly items: string;
  /** The rows of the past first, as far as there are any: train, valid, test. */
  readonly rows: readonly string[];
}

const PARTS = ['train', 'valid', 'test'] as const;

export function titledFiles(files: readonly string[]): TitledFiles | undefined {
  const items = files.find((file) => file.endsWith('.item.json'));
  if (items === undefined) return undefined;
  const stem = items.slice(0, -'.item.json'.length);
  return { items, rows: PARTS.map((part) => `${stem}.${part}.csv`).filter((file) => files.includes(file)) };
}

/**
 * Where the rows lie in time. The study cut all purchases at two moments and wrote the rows in order of time, without
 * the times. The data ends in October 2018, so the test is laid evenly over that month, the validation over the one
 * before, training rows over the year before that; and what is known from histories alone lies before all rows, a
 * user's items one day apart. `daogou evaluate time-split --test-from 2018-10-01` is then the study's test, and what
 * nobody bought before that day is cold, as in the study.
 */
const PERIODS: Readonly<Record<string, { readonly from: number; readonly until: number }>> = {
  train: { from: Date.UTC(2017, 8, 1), until: Date.UTC(2018, 8, 1) },
  valid: { from: Date.UTC(2018, 8, 1), until: Date.UTC(2018, 9, 1) },
  test: { from: Date.UTC(2018, 9, 1), until: Date.UTC(2018, 10, 1) },
};
const DAY = 86_400_000;
const MAXIMUM_CATEGORIES = 8;

const itemEntrySchema = z.object({
  title: z.string().default(''),
  description: z.string().default(''),
  brand: z.string().default(''),
  categories: z.union([z.string(), z.array(z.string())]).default(''),
});

export async function* readTitled(source: SourceFolder, files: TitledFiles): AsyncGenerator<SourceRecord> {
  const table = z.record(z.string(), z.unknown()).safeParse(await source.json(files.items));
  if (!table.success) {
    throw new DaogouError('invalid-input', `${files.items} is no table of items`, {
      received: files.items,
      remedy: 'Give an object whose members are the items by their number.',
    });
  }
  const origin = { file: files.items, line: null };
  for (const [id, entry] of Object.entries(table.data)) yield { ...toItem(id, entry), origin };
  const purchases = new Map<string, Purchase[]>();
  for (const file of files.rows) {
    const rows = await source.table(file, ['user_id', 'history_item_id', 'item_id']);
    const { from, until } = PERIODS[file.split('.').at(-2) ?? ''];
    let place = 0;
    const timeOf = (): number => from + Math.floor(((until - from) * place++) / rows.count);
    // A good row only adds to its user's purchases, which are known when all rows are.
    yield* rows.map((row) => {
      const time = timeOf();
      takeRow(row, time, file, purchases);
      return [];
    });
  }
  const step = Math.min(...files.rows.map((file) => PERIODS[file.split('.').at(-2) ?? ''].from));
  for (const [userId, list] of purchases) yield* toEvents(userId, list, step);
}

interface Purchase {
  readonly itemId: string;
  /** Undefined for what is known from a history alone. */
  readonly time: number | undefined;
  readonly origin: { readonly file: string; readonly line: number };
}

function takeRow(row: SourceRow, time: number, file: string, purchases: Map<string, Purchase[]>): void {
  const userId = requiredId(row, 'user_id', 'user id');
  const itemId = requiredId(row, 'item_id', 'item id');
  const history = readHistory(row.get('history_item_id') ?? '[]');
  const known = purchases.get(userId) ?? [];
  const missing = joinHistory(
    known.map((purchase) => purchase.itemId),
    history,
    itemId,
  );
  if (missing === undefined) return;
  const origin = { file, line: row.line };
  purchases.set(userId, [
    ...known,
    ...missing.map((id) => ({ itemId: id, time: undefined, origin })),
    { itemId, time, origin },
  ]);
}

/** `[2122, 243]`. */
function readHistory(text: string): string[] {
  const inner = /^\[([\d\s,]*)\]$/.exec(text)?.[1];
  if (inner === undefined) throw new BadValue('history is no list of item numbers', text);
  return inner.split(',').flatMap((number) => (number.trim() === '' ? [] : [number.trim()]));
}

/**
 * What is known from a user's first history alone comes before all rows, a day apart; what a later history adds comes
 * a millisecond before the row that tells of it.
 */
function* toEvents(userId: string, list: readonly Purchase[], firstRow: number): Generator<SourceRecord> {
  const times: number[] = [];
  const ownFirst = list.findIndex(({ time }) => time !== undefined);
  for (let place = list.length - 1; place >= 0; place--) {
    const isEarly = place < ownFirst;
    times[place] = list[place].time ?? (isEarly ? firstRow - (ownFirst - place) * DAY : times[place + 1] - 1);
  }
  for (const [place, { itemId, origin }] of list.entries()) {
    const time = new Date(times[place]).toISOString();
    yield {
      kind: 'event',
      hasOwnId: true,
      event: { id: `${userId}-${String(place).padStart(6, '0')}`, type: 'purchase', time, userId, itemId },
      origin,
    };
  }
}

function toItem(id: string, entry: unknown): SourceRecord {
  const parsed = itemEntrySchema.safeParse(entry);
  if (!parsed.success) return { kind: 'bad', reason: 'item is not valid', value: id };
  const { title, description, brand, categories } = parsed.data;
  const names = (typeof categories === 'string' ? readPythonList(categories) : categories)
    .map((name) => decodeEntities(name).trim())
    .filter((name) => name !== '');
  const paragraphs = readPythonList(description).map(plainText);
  const words = paragraphs.filter((text) => text !== '').join('\n');
  return {
    kind: 'item',
    item: {
      id,
      title: title === '' ? {} : { en: decodeEntities(title) },
      description: words === '' ? {} : { en: words },
      categories: names.length > 0 ? names.slice(0, MAXIMUM_CATEGORIES) : [UNKNOWN_CATEGORY],
      brand: brand === '' ? null : decodeEntities(brand),
    },
    picture: null,
  };
}
