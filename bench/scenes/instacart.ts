import type { Dataset } from '../../src/core/contracts/dataset.ts';
import { topIndices } from '../../src/core/maths.ts';
import type { Random } from '../../src/core/random.ts';
import type { Question, SceneTask } from './scene-task.ts';

const DAY = 86_400_000;
const BANDS = ['morning', 'midday', 'evening'];
/** Orders of a shopper that only tell what they buy; the last is the question, the rest is learned from. */
const FEWEST_BEFORE = 3;
/** Orders of a shopper before the question that are learned from. */
const LEARNED = 5;
const QUESTIONS = 2_000;
const POPULAR = 60;
const NEGATIVES = 8;
const WIDTH = 12;

const bandOf = (hour: number): number => (hour < 11 ? 0 : hour < 17 ? 1 : 2);

interface Order {
  readonly time: number;
  readonly items: readonly number[];
}

/**
 * Instacart by department group and hour: which products of a group are in a shopper's next order. A scene is a group at
 * a time of day. Candidates are what the shopper ordered of the group before and the group's 60 most ordered products;
 * the last order of each shopper is the question, and everything that is counted lies before the order that it is
 * counted for, popularity before the questions' week.
 */
export function instacartTask(dataset: Dataset, random: Random): SceneTask {
  const groups = [...new Set(dataset.items.map(({ categories }) => categories[0]))]
    .filter((one) => one !== 'other')
    .sort();
  const groupOf = dataset.items.map(({ categories }) => groups.indexOf(categories[0]));
  const aisles = new Map<string, number>();
  const aisleOf = dataset.items.map(({ categories }) => {
    const aisle = categories.at(-1) ?? '';
    if (!aisles.has(aisle)) aisles.set(aisle, aisles.size);
    return aisles.get(aisle) ?? 0;
  });
  const shoppers = ordersByShopper(dataset);
  const counts = new Float64Array(dataset.items.length);
  const again = new Float64Array(dataset.items.length);
  for (const orders of shoppers) {
    const seen = new Set<number>();
    for (const { items } of orders.slice(0, -1)) {
      for (const item of items) {
        counts[item]++;
        if (seen.has(item)) again[item]++;
        seen.add(item);
      }
    }
  }
  const popular = groups.map((_, group) =>
    topIndices(
      counts.map((count, i) => (groupOf[i] === group ? count : -1)),
      POPULAR,
    ),
  );
  const samples = createSamples(groups.length * BANDS.length);
  const questions: Question[] = [];
  for (const [shopper, orders] of shoppers.entries()) {
    const past = createPast(aisleOf);
    for (const [place, order] of orders.entries()) {
      const isQuestion = place === orders.length - 1;
      if (place >= Math.max(FEWEST_BEFORE, orders.length - 1 - LEARNED)) {
        for (const [group] of groups.entries()) {
          const taken = new Set(order.items.filter((item) => groupOf[item] === group));
          if (taken.size === 0) continue;
          const own = [...past.items.keys()].filter((item) => groupOf[item] === group);
          const candidates = [...new Set([...own, ...popular[group]])];
          const scene = group * BANDS.length + bandOf(new Date(order.time).getUTCHours());
          const rowOf = (item: number): number[] =>
            past.describe(item, order.time, counts[item], again[item]);
          if (isQuestion) {
            const features = Float32Array.from(candidates.flatMap(rowOf));
            questions.push({
              shopper,
              scene,
              features,
              mask: new Float32Array(features.length).fill(1),
              taken: new Set(candidates.flatMap((item, i) => (taken.has(item) ? [i] : []))),
              takenOfAll: taken.size,
            });
          } else {
            const left = candidates.filter((item) => !taken.has(item));
            for (const positive of candidates.filter((item) => taken.has(item))) {
              const beside =
                left.length === 0 ? [] : Array.from({ length: NEGATIVES }, () => random.pick(left));
              samples.add(scene, [positive, ...beside].map(rowOf));
            }
          }
        }
      }
      past.take(order);
    }
  }
  return {
    name: 'instacart',
    sceneNames: groups.flatMap((group) => BANDS.map((band) => `${group}, ${band}`)),
    samples: samples.done(),
    questions: random.shuffle(questions).slice(0, QUESTIONS),
    taskWeights: [0, 0, 1],
    references: new Map([
      ['times bought before', ({ features }) => columnOf(features, 0)],
      ['popularity', ({ features }) => columnOf(features, 5)],
    ]),
  };
}

function columnOf(features: Float32Array, column: number): Float32Array {
  return Float32Array.from({ length: features.length / WIDTH }, (_, row) => features[row * WIDTH + column]);
}

function ordersByShopper({ events, userIds }: Dataset): Order[][] {
  const shoppers = userIds.map(() => new Map<number, { time: number; items: number[] }>());
  for (let row = 0; row < events.count; row++) {
    const orders = shoppers[events.user[row]];
    const known = orders.get(events.session[row]);
    if (known) known.items.push(events.item[row]);
    else orders.set(events.session[row], { time: events.time[row], items: [events.item[row]] });
  }
  return shoppers
    .map((orders) => [...orders.values()].sort((a, b) => a.time - b.time))
    .filter((orders) => orders.length > FEWEST_BEFORE + 1);
}

/** What a shopper ordered so far. */
function createPast(aisleOf: readonly number[]) {
  const items = new Map<number, { count: number; last: number; lastOrder: number; first: number }>();
  const aisles = new Map<number, number>();
  let orders = 0;
  let lines = 0;
  let lastTime = 0;
  return {
    items,
    take(order: Order): void {
      orders++;
      for (const item of order.items) {
        const known = items.get(item);
        const first = known?.first ?? order.time;
        items.set(item, { count: (known?.count ?? 0) + 1, last: order.time, lastOrder: orders, first });
        aisles.set(aisleOf[item], (aisles.get(aisleOf[item]) ?? 0) + 1);
        lines++;
      }
      lastTime = order.time;
    },
    /** WIDTH numbers of an item at a moment. */
    describe(item: number, now: number, count: number, repeats: number): number[] {
      const known = items.get(item);
      const days = known ? (now - known.last) / DAY : 0;
      const gap = known && known.count > 1 ? (known.last - known.first) / DAY / (known.count - 1) : 0;
      return [
        Math.log1p(known?.count ?? 0),
        known ? known.count / orders : 0,
        known ? Math.log1p(orders - known.lastOrder) : 4,
        Number(known?.lastOrder === orders),
        known ? Math.log1p(days) : 5,
        Math.log1p(count),
        count === 0 ? 0 : repeats / count,
        (aisles.get(aisleOf[item]) ?? 0) / Math.max(1, lines),
        gap > 0 ? Math.min(4, days / gap) : 0,
        Number(known === undefined),
        Math.log1p((now - lastTime) / DAY),
        Math.log1p(orders),
      ];
    },
  };
}

function createSamples(scenes: number) {
  const features: number[] = [];
  const scene: number[] = [];
  const event: number[] = [];
  const labels: number[] = [];
  let events = 0;
  return {
    /** One event: what was taken first, then what was not. */
    add(of: number, rows: readonly number[][]): void {
      for (const [place, row] of rows.entries()) {
        features.push(...row);
        scene.push(of);
        event.push(events);
        labels.push(0, 0, place === 0 ? 1 : 0);
      }
      events++;
    },
    done: () => ({
      rows: scene.length,
      width: WIDTH,
      scenes,
      features: Float32Array.from(features),
      mask: new Float32Array(features.length).fill(1),
      scene: Int32Array.from(scene),
      event: Int32Array.from(event),
      labels: Float32Array.from(labels),
      // Orders alone are known: nobody saw what was clicked.
      weights: Float32Array.from(labels, (_, i) => (i % 3 === 2 ? 1 : 0)),
    }),
  };
}
