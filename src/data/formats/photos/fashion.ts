/** Fashion Product Images (small): photos of products with a title and a line of attributes. */
import { join } from 'node:path';
import { DaogouError } from '../../../core/errors.ts';
import type { CollectedPhoto, TableReader } from './photo-collection.ts';

/** For whom a product is, told from the title, which is the only place that says so. The first that fits counts. */
const AUDIENCES: readonly (readonly [audience: string, pattern: RegExp])[] = [
  ['women', /\b(women|woman|ladies)('?s)?\b/i],
  ['men', /\b(men|man)('?s)?\b/i],
  ['boys', /\bboy('?s)?\b/i],
  ['girls', /\bgirl('?s)?\b/i],
  ['kids', /\bkid('?s)?\b/i],
  ['unisex', /\bunisex\b/i],
];

/** `products.csv` with `product_id, title, description, image`; a description is `Apparel - Topwear - Kurtas - Green - Ethnic`. */
export async function readFashion(folder: string, readTable: TableReader): Promise<CollectedPhoto[]> {
  const file = join(folder, 'products.csv');
  const rows = await readTable(file);
  return rows.map((row, i): CollectedPhoto => {
    const { product_id: id, title = '', description, image } = row;
    if (!id || !image || description === undefined) throw incomplete(file, i, row);
    const [, , articleType, colour, usage] = description.split(' - ');
    const audience = AUDIENCES.find(([, pattern]) => pattern.test(title))?.[0];
    const labels = { articleType, colour, usage, audience };
    return {
      id,
      collection: 'fashion',
      file: join(folder, image),
      text: title,
      labels: Object.fromEntries(
        Object.entries(labels).filter((entry): entry is [string, string] => Boolean(entry[1])),
      ),
    };
  });
}

function incomplete(file: string, row: number, received: Record<string, string>): DaogouError {
  return new DaogouError(
    'invalid-input',
    `${file}: product ${row + 1} lacks an id, a description or an image`,
    {
      received,
      remedy: 'Give every row product_id, title, description and image.',
    },
  );
}
