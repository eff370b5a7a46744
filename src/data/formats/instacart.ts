/**
 * Grocery orders in the layout of Instacart's data of 2017 (Kaggle: Instacart Market Basket Analysis): `orders*.csv`,
 * the lines of the orders in `order_products*.csv` or `transactions*.csv`, `products.csv`, `aisles.csv`,
 * `departments.csv`. Each line is a `purchase`, each order a session; an order without lines is nothing.
 */
import { DaogouError } from '../../core/errors.ts';
import { BadValue, type Format, type SourceFolder, type SourceRecord, type SourceRow } from './format.ts';
import { orderTimes, type Order } from './instacart/order-times.ts';
import { MAXIMUM_ID_LENGTH, requiredId, toCount } from './reading/field-values.ts';

/** Departments that are shopped for alike, the first level of the categories: a scene needs more than one department's orders. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  fresh: ['produce', 'dairy eggs', 'meat seafood', 'deli', 'bakery'],
  pantry: ['pantry', 'dry goods pasta', 'canned goods', 'breakfast', 'international', 'bulk'],
  frozen: ['frozen'],
  drinks: ['beverages', 'alcohol'],
  snacks: ['snacks'],
  household: ['household', 'personal care', 'babies', 'pets'],
};
const OTHER_GROUP = 'other';
const MOST_DAYS = 3660;

export const instacart: Format = {
  name: 'instacart',
  describe:
    'grocery orders: orders*.csv, order_products*.csv or transactions*.csv, products.csv, aisles.csv, departments.csv',
  module: import.meta.url,
  async *read(source) {
    const aisles = await namesIn(source, 'aisle');
    const departments = await namesIn(source, 'department');
    const products = await source.table('products.csv', ['product_id', 'product_name']);
    yield* products.map((row) => toItem(row, aisles, departments));

    const orders = new Map<string, Order>();
    for (const file of requiredFiles(source, /^orders[^/]*\.csv$/, 'orders.csv')) {
      const table = await source.table(file, [
        'order_id',
        'user_id',
        'order_number',
        'order_dow',
        'order_hour_of_day',
        'days_since_prior_order',
      ]);
      yield* table.map((row) => takeOrder(row, orders));
    }
    const times = orderTimes([...orders.values()]);
    for (const file of requiredFiles(
      source,
      /^(?:order_products|transactions)[^/]*\.csv$/,
      'order_products.csv',
    )) {
      const lines = await source.table(file, ['order_id', 'product_id']);
      const countRepeats = [lines.sqlColumn('order_id'), lines.sqlColumn('product_id')];
      yield* lines.map((row) => toPurchase(row, orders, times), { countRepeats });
    }
  },
};

function requiredFiles({ files }: SourceFolder, pattern: RegExp, usual: string): string[] {
  const found = files.filter((file) => pattern.test(file));
  if (found.length > 0) return found;
  throw new DaogouError('not-found', `The folder has no file such as ${usual}`, {
    received: files.slice(0, 50),
    remedy: 'Name the folder that the archive of the data was unpacked to.',
  });
}

/** `aisles.csv` or `departments.csv`: names by number; none where the file is missing. */
async function namesIn(
  source: SourceFolder,
  what: 'aisle' | 'department',
): Promise<ReadonlyMap<string, string>> {
  const file = `${what}s.csv`;
  if (!source.files.includes(file)) return new Map();
  const table = await source.table(file, [`${what}_id`, what]);
  const rows = await source.query(
    `SELECT ${table.sqlColumn(`${what}_id`)}, ${table.sqlColumn(what)} FROM ${table.sqlName}`,
  );
  return new Map(rows.flatMap(([id, name]) => (id === null || name === null ? [] : [[id, name] as const])));
}

function toItem(
  row: SourceRow,
  aisles: ReadonlyMap<string, string>,
  departments: ReadonlyMap<string, string>,
): SourceRecord {
  const department = departments.get(row.get('department_id') ?? '') ?? 'missing';
  const group = Object.keys(GROUPS).find((name) => GROUPS[name].includes(department)) ?? OTHER_GROUP;
  const aisle = aisles.get(row.get('aisle_id') ?? '') ?? 'missing';
  return {
    kind: 'item',
    item: {
      id: requiredId(row, 'product_id', 'item id'),
      title: { en: row.get('product_name') ?? '' },
      categories: [group, department, aisle],
    },
    picture: null,
  };
}

function takeOrder(row: SourceRow, orders: Map<string, Order>): readonly SourceRecord[] {
  const id = requiredId(row, 'order_id', 'order id');
  const number = toCount(row.get('order_number') ?? '', 1, 'order_number');
  const days = row.get('days_since_prior_order');
  if (days === null && number > 1) throw new BadValue('missing days_since_prior_order', '');
  const order: Order = {
    id,
    userId: requiredId(row, 'user_id', 'user id'),
    number,
    weekday: within(row, 'order_dow', 6),
    hour: within(row, 'order_hour_of_day', 23),
    daysSince: days === null ? 0 : within(row, 'days_since_prior_order', MOST_DAYS),
  };
  const known = orders.get(id);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(order))
    throw new BadValue('order id twice, with different content', id);
  orders.set(id, order);
  return [];
}

function within(row: SourceRow, column: string, most: number): number {
  const text = row.get(column) ?? '';
  const value = toCount(text, 0, column);
  if (value > most) throw new BadValue(`${column} is too large`, text);
  return value;
}

function toPurchase(
  row: SourceRow,
  orders: ReadonlyMap<string, Order>,
  times: ReadonlyMap<string, number>,
): SourceRecord {
  const orderId = requiredId(row, 'order_id', 'order id');
  const itemId = requiredId(row, 'product_id', 'item id');
  const order = orders.get(orderId);
  const time = times.get(orderId);
  if (order === undefined || time === undefined) throw new BadValue('unknown order', orderId);
  const place = row.get('add_to_cart_order') ?? '';
  return {
    kind: 'event',
    hasOwnId: false,
    event: {
      // Lines of an order have one time and are stored by id: the place in the cart keeps their order.
      id: `${orderId}-${place.padStart(4, '0')}-${itemId}-${row.repeat}`.slice(0, MAXIMUM_ID_LENGTH),
      type: 'purchase',
      time: new Date(time).toISOString(),
      userId: order.userId,
      sessionId: `order:${orderId}`,
      itemId,
    },
  };
}
