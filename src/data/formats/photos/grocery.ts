/** GroceryStoreDataset (Klasson et al., 2019): photos of groceries on shelves, of 81 classes in 43 coarser ones. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DaogouError } from '../../../core/errors.ts';
import type { CollectedPhoto, CollectionPart, TableReader } from './photo-collection.ts';

const LISTS: Record<CollectionPart, readonly string[]> = {
  train: ['train.txt'],
  'held-out': ['val.txt', 'test.txt'],
};

interface GroceryClass {
  readonly product: string;
  readonly kind: string;
}

/** `classes.csv` names the classes; each line of a list is a picture, its class and its coarse class. */
export async function readGrocery(
  folder: string,
  part: CollectionPart,
  readTable: TableReader,
): Promise<CollectedPhoto[]> {
  const classes = new Map<string, GroceryClass>();
  for (const row of await readTable(join(folder, 'classes.csv'))) {
    const id = row['Class ID (int)'];
    classes.set(id, {
      product: spaced(row['Class Name (str)']),
      kind: spaced(row['Coarse Class Name (str)']),
    });
  }
  const photos: CollectedPhoto[] = [];
  for (const list of LISTS[part].map((name) => join(folder, name)).filter((file) => existsSync(file))) {
    const lines = (await readFile(list, 'utf8')).split('\n').filter((line) => line.trim() !== '');
    for (const [i, line] of lines.entries()) {
      const [image, id] = line.split(',').map((field) => field.trim());
      const labels = classes.get(id);
      if (!labels) throw unknownClass(list, i + 1, line);
      photos.push({
        id: image,
        collection: 'grocery',
        file: join(folder, image),
        text: labels.product === labels.kind ? labels.kind : `${labels.product} ${labels.kind}`,
        labels: { groceryProduct: labels.product, groceryKind: labels.kind },
      });
    }
  }
  return photos;
}

const spaced = (name: string | undefined): string => (name ?? '').replaceAll('-', ' ');

function unknownClass(list: string, line: number, received: string): DaogouError {
  return new DaogouError('invalid-input', `${list}, line ${line}: the class is not in classes.csv`, {
    received,
    remedy: 'Write each line as `path, class, coarse class`, with the class ids of classes.csv.',
  });
}
