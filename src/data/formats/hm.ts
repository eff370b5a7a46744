/**
 * The files of H&M's Personalized Fashion Recommendations on Kaggle
 * (https://www.kaggle.com/competitions/h-and-m-personalized-fashion-recommendations/data).
 */
import { UNKNOWN_CATEGORY, type ItemInput } from '../../core/contracts/item.ts';
import type { Format, SourceFolder, SourceRecord, SourceRow, SourceTable } from './format.ts';
import { derivedId, requiredId, toMinorUnits, toTime } from './reading/field-values.ts';

/** Article numbers have 10 digits; programs that read them as numbers lose the zero in front. */
const ARTICLE_DIGITS = 10;
/** Prices are scaled by an unknown factor (0.0169 and the like); whole numbers of millionths keep their ratios. */
const PRICE_DECIMALS = 6;
const CURRENCY = 'XXX';
const ARTICLE_NUMBER = /^\d{10}$/;
const COLOURS_OF_A_PRODUCT = 1000;
/** What differs from one colour of a product to the next. */
const COLOUR_ATTRIBUTES: ReadonlySet<string> = new Set([
  'colour',
  'colour_value',
  'colour_master',
  'pattern',
]);

/** Our name of an attribute, and H&M's column. */
const ITEM_ATTRIBUTES = {
  product_code: 'product_code',
  product_type: 'product_type_name',
  product_group: 'product_group_name',
  pattern: 'graphical_appearance_name',
  colour: 'colour_group_name',
  colour_value: 'perceived_colour_value_name',
  colour_master: 'perceived_colour_master_name',
  department: 'department_name',
  index: 'index_name',
  index_group: 'index_group_name',
  section: 'section_name',
  garment_group: 'garment_group_name',
};

const USER_ATTRIBUTES = {
  age: 'age',
  club: 'club_member_status',
  fashion_news: 'fashion_news_frequency',
  newsletter: 'FN',
  active: 'Active',
  postal_code: 'postal_code',
};

export const hm: Format = {
  name: 'hm',
  describe: 'H&M on Kaggle: articles.csv, customers.csv, transactions_train.csv, images/011/0111565001.jpg',
  module: import.meta.url,
  async *read(source) {
    const articles = await source.table('articles.csv', ['article_id', 'prod_name']);
    const customers = await source.table('customers.csv', ['customer_id']);
    const transactions = await source.table('transactions_train.csv', [
      't_dat',
      'customer_id',
      'article_id',
      'price',
    ]);
    const prices = await medianPrices(source, transactions);
    const products: Products = new Map();
    yield* articles.map((row) => {
      const { item, ...rest } = toItem(row, prices);
      const product = item.attributes?.product_code;
      if (product !== undefined && !products.has(product)) products.set(product, productOf(item));
      return { ...rest, item };
    });
    yield* customers.map(toUser);
    const article = sqlArticle(transactions);
    const others = ['t_dat', 'customer_id', 'price', 'sales_channel_id'].map((column) =>
      transactions.sqlColumn(column),
    );
    // A day's equal rows are so many units of one article: H&M writes one row a unit.
    yield* transactions.map((row) => toPurchase(row, products), { countRepeats: [article, ...others] });
  },
};

function sqlArticle(table: SourceTable): string {
  const column = table.sqlColumn('article_id');
  return `lpad(${column}, greatest(${ARTICLE_DIGITS}, length(${column}))::INTEGER, '0')`;
}

/** The catalogue has no prices; the middle one of what an article was sold for stands in. */
async function medianPrices(source: SourceFolder, transactions: SourceTable): Promise<Map<string, number>> {
  const rows = await source.query(`
    SELECT ${sqlArticle(transactions)} AS article, median(price) FROM (
      SELECT *, try_cast(${transactions.sqlColumn('price')} AS DOUBLE) AS price FROM ${transactions.sqlName}
    ) WHERE price >= 0 AND isfinite(price) GROUP BY article`);
  return new Map(
    rows.map(([article, price]) => [String(article), toMinorUnits(String(price), PRICE_DECIMALS)]),
  );
}

function toItem(
  row: SourceRow,
  prices: ReadonlyMap<string, number>,
): Extract<SourceRecord, { kind: 'item' }> {
  const id = articleId(row);
  const price = prices.get(id);
  const categories = ['index_group_name', 'product_group_name', 'product_type_name']
    .map((column) => row.get(column))
    .filter((name) => name !== null);
  const description = row.get('detail_desc');
  return {
    kind: 'item',
    item: {
      id,
      title: { en: row.get('prod_name') ?? '' },
      description: description === null ? {} : { en: description },
      categories: categories.length > 0 ? categories : [UNKNOWN_CATEGORY],
      brand: 'H&M',
      price: price === undefined ? null : { amount: price, currency: CURRENCY },
      attributes: attributesOf(row, ITEM_ATTRIBUTES),
    },
    picture: `images/${id.slice(0, 3)}/${id}.jpg`,
  };
}

function toUser(row: SourceRow): SourceRecord {
  const attributes = attributesOf(row, USER_ATTRIBUTES);
  // Some tools write ages as `33.0`.
  if (attributes.age !== undefined) attributes.age = attributes.age.replace(/\.0+$/, '');
  return { kind: 'user', user: { id: requiredId(row, 'customer_id', 'user id'), attributes } };
}

function toPurchase(row: SourceRow, products: Products): SourceRecord {
  const userId = requiredId(row, 'customer_id', 'user id');
  const itemId = articleId(row);
  const day = row.get('t_dat') ?? '';
  const price = row.get('price');
  return {
    kind: 'event',
    hasOwnId: false,
    retiredItem: retiredArticle(itemId, products),
    event: {
      id: derivedId([day, userId, itemId, price, row.get('sales_channel_id'), row.repeat]),
      type: 'purchase',
      time: toTime(day, 'time'),
      userId,
      sessionId: `${userId}:${day}`,
      itemId,
      price: price === null ? null : { amount: toMinorUnits(price, PRICE_DECIMALS), currency: CURRENCY },
    },
  };
}

/** What is known of an article that is sold no longer. */
type Retired = NonNullable<Extract<SourceRecord, { kind: 'event' }>['retiredItem']>;

/** By product code, as the catalogue writes it. */
type Products = Map<string, Retired>;

/** What an article shares with the other colours of its product. */
function productOf({ title, description, categories, brand, attributes }: ItemInput): Retired {
  const shared = Object.entries(attributes ?? {}).filter(([name]) => !COLOUR_ATTRIBUTES.has(name));
  return { title, description, categories, brand, attributes: Object.fromEntries(shared) };
}

/**
 * The catalogue has what H&M sells today, the purchases most of what it ever sold. An article's number is its product
 * code, as the catalogue writes it, and three digits more for the colour: a purchase tells which product was bought,
 * and where another colour of that is sold still, what kind of thing it was.
 */
function retiredArticle(id: string, products: Products): Retired | undefined {
  if (!ARTICLE_NUMBER.test(id)) return undefined;
  const product = String(Math.floor(Number(id) / COLOURS_OF_A_PRODUCT));
  const known = products.get(product);
  return known ?? { title: {}, categories: [UNKNOWN_CATEGORY], attributes: { product_code: product } };
}

const articleId = (row: SourceRow): string =>
  requiredId(row, 'article_id', 'item id').padStart(ARTICLE_DIGITS, '0');

function attributesOf(row: SourceRow, columns: Readonly<Record<string, string>>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, column] of Object.entries(columns)) {
    const value = row.get(column);
    if (value !== null) attributes[name] = value;
  }
  return attributes;
}
