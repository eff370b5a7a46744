import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { itemSchema } from '../core/contracts/item.ts';
import { catalogueHash } from './content-model.ts';

const items = ['teapot', 'sock'].map((id) =>
  itemSchema.parse({ id, title: { en: id }, categories: ['Home'] }),
);

describe('catalogueHash', () => {
  it('knows a catalogue that was hashed before items could be retired', () => {
    const earlier = items.map((item) => ({ ...item, retired: undefined }));
    const hash = createHash('sha256').update(JSON.stringify(earlier)).digest('hex');
    expect(catalogueHash(items)).toBe(hash);
  });

  it('tells a catalogue from one that lost an item', () => {
    const [teapot, sock] = items;
    expect(catalogueHash([teapot, { ...sock, retired: true }])).not.toBe(catalogueHash(items));
  });
});
