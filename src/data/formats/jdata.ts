/**
 * The files of the JData contest of 2016 (JD.com): `JData_User.csv` (in GBK), `JData_Product.csv` and
 * `JData_Action_*.csv`. Times are those of China. The numbers of comments a week (`JData_Comment.csv`) are left out:
 * an item has no place for what changes from week to week.
 */
import type { EventType } from '../../core/contracts/event.ts';
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
import { requiredId, toTime } from './reading/field-values.ts';

const TYPES: Readonly<Record<string, EventType>> = {
  // Looking at the page of a product, and clicking on something: JData's 1 and 6.
  1: 'view_item',
  2: 'add_to_cart',
  3: 'remove_from_cart',
  4: 'purchase',
  5: 'add_to_wishlist',
  6: 'select_item',
};
const CHINA = '+08:00';
const UNKNOWN = '-1';

export const jdata: Format = {
  name: 'jdata',
  describe: 'JData 2016: JData_Action_*.csv, JData_Product.csv, JData_User.csv',
  module: import.meta.url,
  async *read(source) {
    const known = new Set<string>();
    const actions: SourceTable[] = [];
    for (const file of actionFiles(source)) {
      actions.push(await source.table(file, ['user_id', 'sku_id', 'time', 'type']));
    }
    if (source.files.includes('JData_Product.csv')) {
      const products = await source.table('JData_Product.csv', ['sku_id', 'cate']);
      yield* products.map((row) => {
        const record = toItem(row);
        known.add(requiredId(row, 'sku_id', 'item id'));
        return record;
      });
    }
    yield* itemsOfActions(source, actions, known);
    if (source.files.includes('JData_User.csv')) {
      const users = await source.table('JData_User.csv', ['user_id']);
      const listed = new Set<string>();
      yield* users.map((row) => {
        const record = toUser(row);
        listed.add(numberId(row, 'user_id', 'user id'));
        return record;
      });
      yield* usersOfActions(source, actions, listed);
    }
    for (const table of actions) yield* table.map((row) => toEvent(row, table.file));
  },
};

function actionFiles({ files }: SourceFolder): string[] {
  const found = files.filter((file) => /^JData_Action[^/]*\.csv$/.test(file));
  if (found.length > 0) return found;
  throw new DaogouError('not-found', 'The folder has no file such as JData_Action_201602.csv', {
    received: files.slice(0, 50),
    remedy: 'Name the folder that the contest’s files were unpacked to.',
  });
}

/** The list of products holds one category alone; the others are known from what was done with them. */
async function* itemsOfActions(
  source: SourceFolder,
  actions: readonly SourceTable[],
  known: ReadonlySet<string>,
): AsyncGenerator<SourceRecord> {
  const rows = await distinct(source, actions, ['sku_id', 'cate', 'brand']);
  const seen = new Set(known);
  for (const [id, category, brand] of rows) {
    if (id === null || seen.has(id)) continue;
    seen.add(id);
    const item = { id, title: {}, categories: [categoryName(category)], brand: brandName(brand) };
    yield { kind: 'item', item, picture: null, origin: { file: actions[0].file, line: null } };
  }
}

/** Some of those who act are not on the list of users; nothing is known of them. */
async function* usersOfActions(
  source: SourceFolder,
  actions: readonly SourceTable[],
  listed: Set<string>,
): AsyncGenerator<SourceRecord> {
  for (const [text] of await distinct(source, actions, ['user_id'])) {
    const id = text?.replace(/\.0+$/, '') ?? '';
    if (id === '' || listed.has(id)) continue;
    listed.add(id);
    yield { kind: 'user', user: { id }, origin: { file: actions[0].file, line: null } };
  }
}

function distinct(
  source: SourceFolder,
  tables: readonly SourceTable[],
  columns: readonly string[],
): Promise<(string | null)[][]> {
  const parts = tables.map(
    (table) =>
      `SELECT ${columns.map((column, place) => `${table.sqlColumn(column)} AS v${place}`).join(', ')} FROM ${table.sqlName}`,
  );
  const names = columns.map((_, place) => `v${place}`).join(', ');
  return source.query(`SELECT DISTINCT ${names} FROM (${parts.join(' UNION ALL ')}) ORDER BY ${names}`);
}

function toItem(row: SourceRow): SourceRecord {
  const attributes: Record<string, string> = {};
  for (const name of ['a1', 'a2', 'a3']) {
    const value = row.get(name);
    if (value !== null && value !== UNKNOWN) attributes[name] = value;
  }
  return {
    kind: 'item',
    item: {
      id: requiredId(row, 'sku_id', 'item id'),
      title: {},
      categories: [categoryName(row.get('cate'))],
      brand: brandName(row.get('brand')),
      attributes,
    },
    picture: null,
  };
}

const categoryName = (number: string | null): string =>
  number === null || number === UNKNOWN ? UNKNOWN_CATEGORY : `category ${number}`;
const brandName = (number: string | null): string | null =>
  number === null || number === UNKNOWN ? null : `brand ${number}`;

function toUser(row: SourceRow): SourceRecord {
  const attributes: Record<string, string> = {};
  for (const [name, column] of [
    ['age', 'age'],
    ['sex', 'sex'],
    ['level', 'user_lv_cd'],
    ['registered', 'user_reg_tm'],
  ]) {
    const value = row.get(column);
    if (value !== null && value !== UNKNOWN) attributes[name] = value;
  }
  return { kind: 'user', user: { id: numberId(row, 'user_id', 'user id'), attributes } };
}

function toEvent(row: SourceRow, file: string): SourceRecord {
  const number = row.get('type') ?? '';
  if (!Object.hasOwn(TYPES, number)) throw new BadValue('unknown event type', number);
  return {
    kind: 'event',
    hasOwnId: true,
    event: {
      // Several actions fall on one second, and are stored by id: the line keeps their order.
      id: `${file}:${String(row.line).padStart(9, '0')}`,
      type: TYPES[number],
      time: toTime(`${row.get('time') ?? ''}${CHINA}`, 'time'),
      userId: numberId(row, 'user_id', 'user id'),
      itemId: requiredId(row, 'sku_id', 'item id'),
    },
  };
}

/** Some files write the numbers of users as `263587.0`. */
const numberId = (row: SourceRow, column: string, what: string): string =>
  requiredId(row, column, what).replace(/\.0+$/, '');
