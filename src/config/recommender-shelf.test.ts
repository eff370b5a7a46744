import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RECOMMENDERS } from './recommender-shelf.ts';

const none = { width: 1, vectors: new Float32Array(1), present: new Uint8Array(1) };

describe('the shelf of recommenders', () => {
  it('names each as it names itself, and no two alike', () => {
    const names = RECOMMENDERS.map(({ name }) => name);
    const own = RECOMMENDERS.map(({ create }) => create({ image: none, text: none }, {}).name);
    expect(own).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is described name by name in the guide', () => {
    const guide = readFileSync(new URL('../../docs/guide/evaluating.md', import.meta.url), 'utf8');
    expect(RECOMMENDERS.filter(({ name }) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it('measures the default and what it must beat where nothing is asked for', () => {
    const usual = RECOMMENDERS.filter((one) => one.usual).map(({ name }) => name);
    expect(usual).toEqual([
      'default',
      'neural',
      'popularity',
      'popularity-last-month',
      'repeat-purchase',
      'co-visitation',
      'item-knn',
      'transitions',
      'content-profile',
    ]);
  });
});
