/**
 * Retailrocket's data of 2015 (Kaggle: Retailrocket recommender system dataset): `events.csv`, `item_properties_part*.csv`
 * and `category_tree.csv`. Names are hashed: of an item its category is known, and whether it was available.
 */
import { UNKNOWN_CATEGORY } from '../../core/contracts/item.ts';
import type { EventType } from '../../core/contracts/event.ts';
import {
  BadValue,
  type Format,
  type SourceFolder,
  type SourceRecord,
  type SourceRow,
  type SourceTable,
} from './format.ts';
import { derivedId, requiredId, toCount } from './reading/field-values.ts';

const TYPES: Readonly<Record<string, EventType>> = {
  view: 'view_item',
  addtocart: 'add_to_cart',
  transaction: 'purchase',
};
const COLUMNS = ['timestamp', 'visitorid', 'event', 'itemid'];
const MAXIMUM_CATEGORIES = 8;
/** The year 2200. */
const LATEST = 7_258_118_400_000;

export const retailrocket: Format = {
  name: 'retailrocket',
  describe:
    'Retailrocket on Kaggle: events.csv, item_properties_part1.csv, item_properties_part2.csv, category_tree.csv',
  module: import.meta.url,
  async *read(source) {
    const events = await source.table('events.csv', COLUMNS);
    const parents = await readTree(source);
    const properties: SourceTable[] = [];
    for (const file of source.files.filter((name) => /^item_properties[^/]*\.csv$/.test(name))) {
      properties.push(await source.table(file, ['timestamp', 'itemid', 'property', 'value']));
    }
    const origin = { file: properties[0]?.file ?? events.file, line: null };
    for (const [id, category] of await itemsAndCategories(source, events, properties)) {
      if (id === null) continue;
      const categories = pathOf(category, parents);
      yield { kind: 'item', item: { id, title: {}, categories }, picture: null, origin };
    }
    const countRepeats = [...COLUMNS, 'transactionid'].map((column) => events.sqlColumn(column));
    yield* events.map(toEvent, { countRepeats });
  },
};

async function readTree(source: SourceFolder): Promise<ReadonlyMap<string, string>> {
  if (!source.files.includes('category_tree.csv')) return new Map();
  const tree = await source.table('category_tree.csv', ['categoryid', 'parentid']);
  const rows = await source.query(
    `SELECT ${tree.sqlColumn('categoryid')}, ${tree.sqlColumn('parentid')} FROM ${tree.sqlName}`,
  );
  return new Map(
    rows.flatMap(([id, parent]) => (id === null || parent === null ? [] : [[id, parent] as const])),
  );
}

/** Every item that has a property or an event, with the last category that it was given. */
function itemsAndCategories(
  source: SourceFolder,
  events: SourceTable,
  properties: readonly SourceTable[],
): Promise<(string | null)[][]> {
  const given = properties.map(
    (table) => `SELECT ${table.sqlColumn('itemid')} AS id,
      CASE WHEN ${table.sqlColumn('property')} = 'categoryid' THEN ${table.sqlColumn('value')} END AS category,
      try_cast(${table.sqlColumn('timestamp')} AS BIGINT) AS time FROM ${table.sqlName}`,
  );
  const seen = `SELECT ${events.sqlColumn('itemid')} AS id, NULL AS category, NULL AS time FROM ${events.sqlName}`;
  return source.query(`SELECT id, arg_max(category, time) FILTER (category IS NOT NULL)
    FROM (${[...given, seen].join(' UNION ALL ')}) WHERE id IS NOT NULL GROUP BY id ORDER BY id`);
}

/** From the root of the tree to the category; a tree that bites its tail is cut. */
function pathOf(category: string | null, parents: ReadonlyMap<string, string>): string[] {
  const path: string[] = [];
  let next = category ?? undefined;
  while (next !== undefined && path.length < MAXIMUM_CATEGORIES && !path.includes(`category ${next}`)) {
    path.unshift(`category ${next}`);
    next = parents.get(next);
  }
  return path.length > 0 ? path : [UNKNOWN_CATEGORY];
}

function toEvent(row: SourceRow): SourceRecord {
  const userId = requiredId(row, 'visitorid', 'user id');
  const itemId = requiredId(row, 'itemid', 'item id');
  const name = row.get('event') ?? '';
  if (!Object.hasOwn(TYPES, name)) throw new BadValue('unknown event type', name);
  const text = row.get('timestamp') ?? '';
  const milliseconds = toCount(text, 0, 'timestamp');
  if (milliseconds > LATEST) throw new BadValue('timestamp is too large', text);
  return {
    kind: 'event',
    hasOwnId: false,
    event: {
      id: derivedId([milliseconds, userId, name, itemId, row.get('transactionid'), row.repeat]),
      type: TYPES[name],
      time: new Date(milliseconds).toISOString(),
      userId,
      itemId,
    },
  };
}
