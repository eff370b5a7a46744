import { expect, it } from 'vitest';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { coVisitation } from './co-visitation.ts';

recommenderSuite(coVisitation, { checkerboardRecall: 1 });

const PURCHASE = EVENT_TYPES.indexOf('purchase');
const DAY = 86_400_000;

it('brings what was taken together, then what shares the code, then what sells', async () => {
  // Ten codes of two colours each; 0 and 2 were bought together, 6 sells best of the rest.
  const items = Array.from({ length: 20 }, (_, item) =>
    itemSchema.parse({
      id: `i${item}`,
      title: { en: `Item ${item}` },
      categories: ['All'],
      attributes: { code: `c${Math.floor(item / 2)}` },
    }),
  );
  const bought = [
    [0, 0],
    [0, 2],
    [1, 6],
    [2, 6],
    [3, 8],
  ];
  const events = {
    count: bought.length,
    time: Float64Array.from(bought, () => 10 * DAY),
    type: new Uint8Array(bought.length).fill(PURCHASE),
    user: Int32Array.from(bought, ([user]) => user),
    item: Int32Array.from(bought, ([, item]) => item),
    session: new Int32Array(bought.length).fill(-1),
    scene: new Int8Array(bought.length).fill(-1),
  };
  const context = { random: createRandom(1), progress: silentProgress };
  const fitted = await coVisitation.fit(
    { source: 'codes', items, userIds: ['a', 'b', 'c', 'd'], events },
    context,
  );
  const history = [{ item: 0, type: PURCHASE, time: 10 * DAY }];
  const [scores] = await fitted.score([{ history, now: 11 * DAY, scene: -1 }]);
  const order = topIndices(scores, 5);
  expect(new Set(order.slice(0, 3))).toEqual(new Set([0, 1, 2]));
  expect(order.slice(3)).toEqual([6, 8]);
});
