import { describe, expect, it } from 'vitest';
import { itemSchema, type Item, type ItemInput } from '../../core/contracts/item.ts';
import { labelTasks } from './content-labels.ts';

const item = (input: Partial<ItemInput>): Item =>
  itemSchema.parse({ id: 'x', title: {}, categories: ['Home'], ...input });
const shopOf = (count: number, attributes: (i: number) => Record<string, string>): Item[] =>
  Array.from({ length: count }, (_, i) =>
    item({ attributes: attributes(i), categories: [`c${i % 3}`, 'all'] }),
  );

describe('labelTasks', () => {
  it('makes a task of each level and attribute that tells items apart, the finest first', () => {
    const tasks = labelTasks(shopOf(40, (i) => ({ colour: `k${i % 5}`, code: `${i}`, same: 'x' })));
    expect(tasks.map(({ name, classes }) => [name, classes])).toEqual([
      ['colour', 5],
      ['category 0', 3],
    ]);
    const [colour] = tasks;
    expect(colour.labels.length).toBe(40);
    expect(colour.labels[0]).toBe(colour.labels[5]);
    expect(new Set(colour.labels)).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it('leaves unknown and single values unlabelled, and rare attributes out', () => {
    const tasks = labelTasks(
      shopOf(40, (i) => ({
        ...(i < 20 ? { pattern: i === 0 ? 'unique' : `p${i % 2}` } : {}),
        ...(i < 10 ? { rare: `r${i % 2}` } : {}),
      })),
    );
    const pattern = tasks.find(({ name }) => name === 'pattern');
    expect(pattern?.classes).toBe(2);
    expect([pattern?.labels[0], pattern?.labels[30]]).toEqual([-1, -1]);
    expect(tasks.some(({ name }) => name === 'rare')).toBe(false);
  });

  it('keeps to a handful of tasks, and finds none in an empty shop', () => {
    const names = Array.from({ length: 20 }, (_, i) => `a${i}`);
    const tasks = labelTasks(shopOf(30, (i) => Object.fromEntries(names.map((name) => [name, `${i % 4}`]))));
    expect(tasks.length).toBe(8);
    expect(labelTasks([])).toEqual([]);
  });
});
