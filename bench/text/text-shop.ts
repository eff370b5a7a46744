import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { itemSchema, type Item } from '../../src/core/contracts/item.ts';
import { createRandom } from '../../src/core/random.ts';
import { generateDemoShop } from '../../src/data/demo-shop/demo-shop.ts';
import { splitRecord } from '../../src/data/formats/reading/csv-record.ts';

/** One draw of a shop: what encoders learn from, and items that they never see before they are asked. */
export interface TextShop {
  readonly catalogue: readonly Item[];
  readonly heldOut: readonly Item[];
}

/** A question, asked of held-out items: each answer is right or wrong. */
export type Question =
  /** Has the nearest item of the catalogue, by title, the same last category? */
  | { readonly kind: 'category'; readonly label: string }
  /** Does one text of an item find another one of the same item among those of all held-out items? */
  | {
      readonly kind: 'own-text';
      readonly label: string;
      readonly from: (item: Item) => string | undefined;
      readonly to: (item: Item) => string | undefined;
    };

export interface TextShopKind {
  readonly name: string;
  readonly says: string;
  /** Whether its items have categories or attributes. */
  readonly hasLabels: boolean;
  readonly questions: readonly Question[];
  readonly draw: (seed: number) => TextShop;
}

const category: Question = { kind: 'category', label: 'kind by nearest title' };
const description: Question = {
  kind: 'own-text',
  label: 'description → own title',
  from: (item) => item.description.en,
  to: (item) => item.title.en,
};
const translation: Question = {
  kind: 'own-text',
  label: 'Chinese title → own English title',
  from: (item) => item.title.zh,
  to: (item) => item.title.en,
};

/** The embedded shop, and the real ones whose data is under `folder`. */
export function textShops(folder: string): TextShopKind[] {
  const shops: TextShopKind[] = [
    {
      name: 'embedded shop',
      says: '600 items to learn from, 300 others asked about, in English and Chinese',
      hasLabels: true,
      questions: [category, description, translation],
      draw: (seed) => {
        const shop = generateDemoShop({ seed: `text ${seed}`, items: 900, shoppers: 1, days: 7 });
        return parted(shop.items, 600, 300, seed);
      },
    },
  ];
  const fashion = join(folder, 'fashion/products.csv');
  if (existsSync(fashion)) {
    const items = fashionItems(fashion);
    shops.push({
      name: 'fashion',
      says: '2,000 titles to learn from, 500 others asked about; some hundred article types',
      hasLabels: true,
      questions: [category],
      draw: (seed) => parted(items, 2_000, 500, seed),
    });
  }
  const office = join(folder, 'amazon/office/Office_Products.item.json');
  if (existsSync(office)) {
    const items = officeItems(office);
    shops.push({
      name: 'office',
      says: '2,000 office products with title and description to learn from, 1,000 others asked about; no labels',
      hasLabels: false,
      questions: [description],
      draw: (seed) => parted(items, 2_000, 1_000, seed),
    });
  }
  return shops;
}

function parted(items: readonly Item[], learned: number, asked: number, seed: number): TextShop {
  const order = createRandom(`parts ${seed}`).shuffle(items);
  return { catalogue: order.slice(0, learned), heldOut: order.slice(learned, learned + asked) };
}

/** Columns product_id, title, and a description such as "Apparel - Topwear - Kurtas - Green - Ethnic". */
function fashionItems(file: string): Item[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const [id, title, about] = splitRecord(line.trimEnd(), ',');
    const [department, group, kind, colour, usage] = about.split(' - ');
    if (!usage) return [];
    const item = {
      id,
      title: { en: title },
      categories: [department, group, kind],
      attributes: { colour, usage },
    };
    return [itemSchema.parse(item)];
  });
}

function officeItems(file: string): Item[] {
  const stored = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    { title: string; description: string }
  >;
  return Object.entries(stored)
    .filter(([, { description, title }]) => title.length > 0 && description.length > 50)
    .map(([id, { description, title }]) =>
      itemSchema.parse({
        id,
        title: { en: title },
        description: { en: description.slice(0, 20_000) },
        categories: ['Office'],
      }),
    );
}
