import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPhotoCollections } from './photo-collection.ts';

const PRODUCTS = `product_id,title,description,price,category,image
1,"Diva Women, Printed Kurta",Apparel - Topwear - Kurtas - Green - Ethnic,145.12,Apparel,images/1.jpg
2,Nike Men's Tee,Apparel - Topwear - Tshirts - Red - Sports,9,Apparel,images/2.jpg
3,Gold ring,Accessories - Jewellery - Ring - Gold,9,Accessories,images/3.jpg
`;
const CLASSES = `Class Name (str),Class ID (int),Coarse Class Name (str),Coarse Class ID (int),Iconic Image Path (str),Product Description Path (str)
Golden-Delicious,0,Apple,0,/a,/b
Kiwi,7,Kiwi,3,/a,/b
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-collections-'));
  await mkdir(join(folder, 'fashion'));
  await mkdir(join(folder, 'grocery'));
  await writeFile(join(folder, 'fashion', 'products.csv'), PRODUCTS);
  await writeFile(join(folder, 'grocery', 'classes.csv'), CLASSES);
  await writeFile(join(folder, 'grocery', 'train.txt'), 'train/a.jpg, 0, 0\ntrain/b.jpg, 7, 3\n');
  await writeFile(join(folder, 'grocery', 'test.txt'), 'test/c.jpg, 7, 3');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('readPhotoCollections', () => {
  it('reads titles and labels of both collections', async () => {
    const photos = await readPhotoCollections(folder, 'train');
    expect(photos.map(({ id, text, labels }) => ({ id, text, ...labels }))).toEqual([
      {
        id: '1',
        text: 'Diva Women, Printed Kurta',
        articleType: 'Kurtas',
        colour: 'Green',
        usage: 'Ethnic',
        audience: 'women',
      },
      {
        id: '2',
        text: "Nike Men's Tee",
        articleType: 'Tshirts',
        colour: 'Red',
        usage: 'Sports',
        audience: 'men',
      },
      { id: '3', text: 'Gold ring', articleType: 'Ring', colour: 'Gold' },
      {
        id: 'train/a.jpg',
        text: 'Golden Delicious Apple',
        groceryProduct: 'Golden Delicious',
        groceryKind: 'Apple',
      },
      { id: 'train/b.jpg', text: 'Kiwi', groceryProduct: 'Kiwi', groceryKind: 'Kiwi' },
    ]);
    expect(photos[0].file).toBe(join(folder, 'fashion', 'images/1.jpg'));
  });

  it('keeps what is for training out of what is held out', async () => {
    const photos = await readPhotoCollections(join(folder, 'grocery'), 'held-out');
    expect(photos.map(({ id }) => id)).toEqual(['test/c.jpg']);
  });

  it('says where a class is unknown, a row incomplete, or nothing there', async () => {
    await writeFile(join(folder, 'grocery', 'train.txt'), 'train/a.jpg, 0, 0\ntrain/b.jpg, 9, 3\n');
    await expect(readPhotoCollections(folder, 'train')).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('line 2'),
      received: 'train/b.jpg, 9, 3',
    });
    await writeFile(join(folder, 'fashion', 'products.csv'), 'product_id,title\n4,x\n');
    await expect(readPhotoCollections(folder, 'train')).rejects.toMatchObject({ code: 'invalid-input' });
    await rm(join(folder, 'fashion'), { recursive: true });
    await rm(join(folder, 'grocery'), { recursive: true });
    await expect(readPhotoCollections(folder, 'train')).rejects.toMatchObject({
      code: 'not-found',
      received: folder,
    });
  });
});
