/** The format of one's own data; docs/guide/importing.md describes the columns. */
import { EVENT_TYPES, SCENES, type EventInput } from '../../core/contracts/event.ts';
import { UNKNOWN_CATEGORY } from '../../core/contracts/item.ts';
import { DaogouError } from '../../core/errors.ts';
import {
  BadValue,
  type Format,
  type SourceFolder,
  type SourceRecord,
  type SourceRow,
  type SourceTable,
} from './format.ts';
import { derivedId, requiredId, toCount, toMoney, toTime } from './reading/field-values.ts';

const ITEM_COLUMNS = [
  'id',
  'title_en',
  'title_zh',
  'description_en',
  'description_zh',
  'categories',
  'brand',
  'price',
  'currency',
  'image',
  'available_from',
  'stock',
];
const MAXIMUM_CATEGORIES = 8;
const MAXIMUM_QUANTITY = 10_000;
const ENDINGS = ['.csv', '.jsonl', '.parquet'];

export const table: Format = {
  name: 'table',
  describe: 'your own files: items, users and events as .csv, .jsonl or .parquet, pictures in images/',
  module: import.meta.url,
  async *read(source) {
    const [items, users, events] = ['items', 'users', 'events'].map((name) => fileNamed(source, name));
    if (items === undefined && users === undefined && events === undefined) throw nothingToRead(source);
    if (items !== undefined) yield* readItems(await source.table(items, ['id']));
    if (users !== undefined) yield* readUsers(await source.table(users, ['id']));
    if (events !== undefined) yield* readEvents(await source.table(events, ['type', 'time']));
  },
};

function fileNamed(source: SourceFolder, name: string): string | undefined {
  const found = source.files.filter((file) => ENDINGS.some((ending) => file === `${name}${ending}`));
  if (found.length < 2) return found[0];
  throw new DaogouError('invalid-input', `There are several files of ${name}`, {
    received: found,
    remedy: `Leave one of ${found.join(' and ')} in the folder.`,
  });
}

function readItems(items: SourceTable): AsyncIterable<SourceRecord> {
  const attributes = otherColumns(items, ITEM_COLUMNS);
  return items.map((row) => {
    const image = row.get('image');
    const availableFrom = row.get('available_from');
    const stock = row.get('stock');
    return {
      kind: 'item',
      item: {
        id: requiredId(row, 'id', 'item id'),
        title: localised(row, 'title'),
        description: localised(row, 'description'),
        categories: toCategories(row.get('categories')),
        brand: row.get('brand'),
        price: toMoney(row.get('price'), row.get('currency')),
        attributes: attributesOf(row, attributes),
        availableFrom: availableFrom === null ? null : toTime(availableFrom, 'available_from'),
        stock: stock === null ? null : toCount(stock, 0, 'stock'),
      },
      picture: image === null || image.startsWith('images/') ? image : `images/${image}`,
    };
  });
}

function readUsers(users: SourceTable): AsyncIterable<SourceRecord> {
  const attributes = otherColumns(users, ['id']);
  return users.map((row) => ({
    kind: 'user',
    user: { id: requiredId(row, 'id', 'user id'), attributes: attributesOf(row, attributes) },
  }));
}

function readEvents(events: SourceTable): AsyncIterable<SourceRecord> {
  // Two equal rows without an id are two events, and get two ids.
  const countRepeats = events.columns.map((column) => events.sqlColumn(column));
  const columns = [...events.columns].sort();
  return events.map(
    (row) => ({
      kind: 'event',
      event: toEvent(row, columns),
      hasOwnId: row.get('id') !== null,
    }),
    { countRepeats },
  );
}

function toEvent(row: SourceRow, columns: readonly string[]): EventInput {
  const type = EVENT_TYPES.find((name) => name === row.get('type'));
  if (type === undefined) throw new BadValue('unknown event type', row.get('type') ?? '');
  const sceneName = row.get('scene');
  const scene = SCENES.find((name) => name === sceneName);
  if (scene === undefined && sceneName !== null) throw new BadValue('unknown scene', sceneName);
  const userId = row.get('user_id');
  const sessionId = row.get('session_id');
  if (userId === null && sessionId === null) throw new BadValue('missing user and session', '');
  const quantity = row.get('quantity');
  const units = quantity === null ? 1 : toCount(quantity, 1, 'quantity');
  if (units > MAXIMUM_QUANTITY) throw new BadValue('quantity is too large', String(units));
  return {
    id: row.get('id') ?? derivedId([...columns.flatMap((name) => [name, row.get(name)]), row.repeat]),
    type,
    time: toTime(row.get('time') ?? '', 'time'),
    userId,
    sessionId,
    itemId: row.get('item_id'),
    quantity: units,
    price: toMoney(row.get('price'), row.get('currency')),
    query: row.get('query'),
    scene: scene ?? null,
  };
}

function localised(row: SourceRow, column: string): { en?: string; zh?: string } {
  const en = row.get(`${column}_en`);
  const zh = row.get(`${column}_zh`);
  return { ...(en === null ? {} : { en }), ...(zh === null ? {} : { zh }) };
}

/** `Home > Kitchen`, or `["Home","Kitchen"]` from JSON. */
function toCategories(text: string | null): string[] {
  const names = (text?.startsWith('[') ? fromJson(text) : undefined) ?? text?.split('>') ?? [];
  const kept = names.map((name) => name.trim()).filter((name) => name !== '');
  return kept.length > 0 ? kept.slice(0, MAXIMUM_CATEGORIES) : [UNKNOWN_CATEGORY];
}

function fromJson(text: string): string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function otherColumns(from: SourceTable, known: readonly string[]): string[] {
  return from.columns.filter((column) => column !== '' && !known.includes(column.toLowerCase()));
}

function attributesOf(row: SourceRow, columns: readonly string[]): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const column of columns) {
    const value = row.get(column);
    if (value !== null) attributes[column] = value;
  }
  return attributes;
}

function nothingToRead(source: SourceFolder): DaogouError {
  return new DaogouError('not-found', 'The folder has no items, users or events file', {
    received: source.files.slice(0, 50),
    remedy: `Name the files items, users and events, each ending in ${ENDINGS.join(', ')}.`,
  });
}
