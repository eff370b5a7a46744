import { factsOf, type Item } from '../../core/contracts/item.ts';
import { countForSale } from '../../core/retired-items.ts';

/** One thing that a picture or a text should tell about an item, such as its colour. */
export interface LabelTask {
  readonly name: string;
  readonly classes: number;
  /** One an item: its class, or -1 where unknown. */
  readonly labels: Int32Array;
}

const FEWEST_CLASSES = 2;
const MOST_CLASSES = 250;
/** Share of items that must have the attribute at all. */
const LEAST_COVERAGE = 0.4;
/** Tasks beyond this add time and say much the same. */
const MOST_TASKS = 8;

/**
 * What encoders can be taught from the catalogue alone: each level of the categories and each attribute with a
 * moderate number of values. The names differ from shop to shop, the rule does not.
 */
export function labelTasks(items: readonly Item[]): LabelTask[] {
  const values = new Map<string, Map<number, string>>();
  const record = (name: string, item: number, value: string): void => {
    let column = values.get(name);
    if (!column) values.set(name, (column = new Map()));
    column.set(item, value);
  };
  for (const [i, item] of items.entries()) {
    if (item.retired) continue;
    for (const [depth, category] of item.categories.entries()) record(`category ${depth}`, i, category);
    for (const [name, value] of factsOf(item)) record(name, i, value);
  }
  return [...values]
    .filter(([, column]) => column.size >= LEAST_COVERAGE * countForSale(items))
    .map(([name, column]) => toTask(name, column, items.length))
    .filter(({ classes }) => classes >= FEWEST_CLASSES && classes <= MOST_CLASSES)
    .sort((a, b) => b.classes - a.classes)
    .slice(0, MOST_TASKS);
}

function toTask(name: string, column: ReadonlyMap<number, string>, itemCount: number): LabelTask {
  const counts = new Map<string, number>();
  for (const value of column.values()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const classes = new Map(
    [...counts].filter(([, count]) => count > 1).map(([value], number) => [value, number]),
  );
  const labels = new Int32Array(itemCount).fill(-1);
  for (const [item, value] of column) labels[item] = classes.get(value) ?? -1;
  return { name, classes: classes.size, labels };
}
