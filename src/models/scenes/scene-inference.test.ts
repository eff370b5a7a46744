import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES, type Scene } from '../../core/contracts/event.ts';
import { itemSchema, type Item } from '../../core/contracts/item.ts';
import { SceneInference } from './scene-inference.ts';

const item = (id: string, category: string, amount?: number): Item =>
  itemSchema.parse({
    id,
    title: {},
    categories: [category],
    price: amount === undefined ? null : { amount, currency: 'CNY' },
  });
const soap = item('soap', 'Care');
const watch = item('watch', 'Watches');
const dearWatch = item('dear watch', 'Watches', 5_000_000);
const cheapWatch = item('cheap watch', 'Watches', 5_000);
const ITEMS = [soap, watch, dearWatch, cheapWatch];
const MONDAY_MORNING = Date.UTC(2026, 0, 5, 9);
const SATURDAY_EVENING = Date.UTC(2026, 0, 10, 20);

/** Each session is its scene and the items viewed in it. */
function shop(sessions: readonly (readonly [Scene | undefined, ...Item[]])[]): Dataset {
  const rows = sessions.flatMap(([scene, ...viewed], session) =>
    viewed.map((one) => ({ scene, session, item: ITEMS.indexOf(one) })),
  );
  return {
    source: 'test',
    items: ITEMS,
    userIds: [],
    events: {
      count: rows.length,
      time: Float64Array.from(rows, (_, i) => i),
      type: new Uint8Array(rows.length).fill(EVENT_TYPES.indexOf('view_item')),
      user: new Int32Array(rows.length).fill(-1),
      item: Int32Array.from(rows, (row) => row.item),
      session: Int32Array.from(rows, (row) => row.session),
      scene: Int8Array.from(rows, (row) => (row.scene ? SCENES.indexOf(row.scene) : -1)),
    },
  };
}

const nameOf = ({ scene }: { scene: number }): Scene => SCENES[scene];

describe('SceneInference', () => {
  it('is naive Bayes over sessions and views, counted by hand', () => {
    const inference = SceneInference.fit(
      shop([
        ['daily', soap],
        ['daily', soap],
        ['daily', soap],
        ['luxury', watch],
      ]),
    );
    // Sessions 3, 1, 0, 0, 0, 0, each with one more for smoothing; two categories are known, each seen once more
    // than it was; a view counts with weight ½.
    const odds = [
      4 * Math.sqrt(1 / 5),
      2 * Math.sqrt(2 / 3),
      ...Array.from({ length: 4 }, () => Math.sqrt(1 / 2)),
    ];
    // One item alone is a whole witness.
    const alone = [4 / 5, 4 / 3, 1 / 2, 1 / 2, 1 / 2, 1 / 2];
    const together = alone.reduce((sum, value) => sum + value, 0);
    for (const [scene, probability] of inference.sceneOfItem(watch).entries()) {
      expect(probability).toBeCloseTo(alone[scene] / together, 5);
    }
    const guess = inference.infer([watch]);
    expect(nameOf(guess)).toBe('daily');
    expect(guess.probability).toBeCloseTo(odds[0] / odds.reduce((sum, one) => sum + one), 5);
    expect(nameOf(inference.infer([watch, watch]))).toBe('luxury');
    expect(inference.infer([]).probability).toBeCloseTo(4 / 10, 5);
  });

  it('finds every scene equally likely where none is known', () => {
    for (const dataset of [shop([]), shop([[undefined, soap, watch]])]) {
      for (const viewed of [[], [soap], [soap, dearWatch, cheapWatch]]) {
        expect(SceneInference.fit(dataset).infer(viewed).probability).toBeCloseTo(1 / SCENES.length, 6);
      }
    }
  });

  it('tells dear from cheap within a category', () => {
    const inference = SceneInference.fit(
      shop(
        Array.from({ length: 20 }, (_, i) =>
          i % 2 ? (['luxury', dearWatch] as const) : (['daily', cheapWatch] as const),
        ),
      ),
    );
    expect(nameOf(inference.infer([dearWatch]))).toBe('luxury');
    expect(nameOf(inference.infer([cheapWatch]))).toBe('daily');
  });

  it('is not drawn to a scene because its sessions are longer', () => {
    const both = [soap, watch];
    const inference = SceneInference.fit(
      shop(
        Array.from({ length: 40 }, (_, i) =>
          i % 2 ? (['urgent', ...both] as const) : (['browse', ...both, ...both, ...both] as const),
        ),
      ),
    );
    const { probability } = inference.infer([soap, watch, soap, watch]);
    expect(probability).toBeLessThan(0.53);
  });

  it('does not come to a scene that nobody was ever in, however much is viewed', () => {
    const inference = SceneInference.fit(
      shop(
        Array.from(
          { length: 60 },
          (_, i) => [i % 2 ? 'daily' : 'luxury', soap, watch, dearWatch, cheapWatch] as const,
        ),
      ),
    );
    const long = Array.from({ length: 40 }, (_, i) => ITEMS[i % ITEMS.length]);
    expect(['daily', 'luxury']).toContain(nameOf(inference.infer(long)));
  });

  it('passes over categories that it does not know', () => {
    const inference = SceneInference.fit(
      shop([
        ['daily', soap],
        ['daily', soap],
        ['gift', watch],
      ]),
    );
    const unknown = ['constructor', '__proto__', 'Toys'].map((category) => item('new', category));
    expect(inference.infer(unknown)).toEqual(inference.infer([]));
  });

  it('is the same after it was stored', () => {
    const inference = SceneInference.fit(
      shop([
        ['daily', soap],
        ['luxury', dearWatch],
        ['gift', watch],
      ]),
    );
    const again = SceneInference.fromJson(JSON.parse(JSON.stringify(inference.toJson())));
    for (const viewed of [[], [soap], [dearWatch, watch]])
      expect(again.infer(viewed)).toEqual(inference.infer(viewed));
  });

  /** Monday morning for daily goods, Saturday evening and long for browsing; the same things are looked at. */
  function timedShop(): Dataset {
    const dataset = shop(
      Array.from({ length: 40 }, (_, i): readonly [Scene, ...Item[]] =>
        i % 2 ? ['daily', soap] : ['browse', soap, soap, soap, soap, soap, soap, soap, soap],
      ),
    );
    const time = Float64Array.from(dataset.events.session, (session) =>
      session % 2 ? MONDAY_MORNING : SATURDAY_EVENING,
    );
    return { ...dataset, events: { ...dataset.events, time } };
  }

  it('goes by hour, day and length where the things themselves say nothing, and says so', () => {
    const inference = SceneInference.fit(timedShop());
    const morning = inference.infer([soap], { time: MONDAY_MORNING, events: 1 });
    expect(nameOf(morning)).toBe('daily');
    expect(morning.because).toContainEqual({ kind: 'hour', value: 'morning' });
    const evening = inference.infer([soap], { time: SATURDAY_EVENING, events: 1 });
    expect(nameOf(evening)).toBe('browse');
    expect(evening.because).toContainEqual({ kind: 'day', value: 'weekend' });
    // Nobody did eight things in a hurry.
    const unclear = { time: Date.UTC(2026, 0, 5, 20) };
    const long = inference.infer([soap], { ...unclear, events: 8 });
    const short = inference.infer([soap], { ...unclear, events: 1 });
    const browse = SCENES.indexOf('browse');
    expect(long.probabilities[browse]).toBeGreaterThan(short.probabilities[browse]);
    expect(long.because).toContainEqual({ kind: 'length', value: '8' });
  });

  it('reads what was stored before it knew of hours', () => {
    const { moments: _, ...before } = SceneInference.fit(timedShop()).toJson();
    const inference = SceneInference.fromJson(before);
    const moment = { time: MONDAY_MORNING, events: 3 };
    expect(inference.infer([soap], moment).probabilities).toEqual(inference.infer([soap]).probabilities);
  });

  it('finds probabilities that add up to 1, and names only what speaks for the scene', () => {
    const inference = SceneInference.fit(timedShop());
    const { probabilities, because } = inference.infer([], { time: SATURDAY_EVENING, events: 0 });
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    expect(because).toEqual([
      { kind: 'hour', value: 'evening' },
      { kind: 'day', value: 'weekend' },
    ]);
    expect(SceneInference.fit(shop([])).infer([soap], { time: 0, events: 5 }).because).toEqual([]);
  });
});
