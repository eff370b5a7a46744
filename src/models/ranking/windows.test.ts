import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { pastWindows } from './windows.ts';

const DAY = 86_400_000;
const { dataset } = checkerboard();

describe('pastWindows', () => {
  it('asks with what lay before the cut, about what lay after it, and ends before the data does', () => {
    const windows = pastWindows(dataset, createRandom(1), { stepDays: 10, count: 5 });
    expect(windows).toHaveLength(5);
    const { events } = dataset;
    const end = events.time[events.count - 1];
    for (const { cut, questions } of windows) {
      expect(cut).toBeLessThanOrEqual(end);
      for (const { query, targets } of questions) {
        expect(query.now).toBe(cut);
        expect(query.history.length).toBeGreaterThan(0);
        expect(query.history.every(({ time }) => time < cut)).toBe(true);
        for (const target of targets) {
          const times = [...events.item.keys()]
            .filter((row) => events.item[row] === target)
            .map((row) => events.time[row]);
          expect(times.some((time) => time >= cut && time < cut + 10 * DAY + 1)).toBe(true);
        }
      }
    }
    expect(windows.map(({ cut }) => cut)).toEqual(windows.map(({ cut }) => cut).toSorted((a, b) => a - b));
  });

  it('asks for nothing that is no longer sold, and tells of it in pasts', () => {
    const items = dataset.items.map((item, number) => ({ ...item, retired: number < 8 }));
    const options = { stepDays: 10, count: 5 };
    const all = pastWindows(dataset, createRandom(1), options).flatMap(({ questions }) => questions);
    const some = pastWindows({ ...dataset, items }, createRandom(1), options).flatMap(
      ({ questions }) => questions,
    );
    const targets = (questions: typeof all): number[] =>
      questions.flatMap((one) => one.targets).sort((a, b) => a - b);
    expect(targets(some)).toEqual(targets(all).filter((item) => item >= 8));
    expect(some.some(({ query }) => query.history.some(({ item }) => item < 8))).toBe(true);
  });

  it('draws at most so many questions, the same for the same seed', () => {
    const draw = () => pastWindows(dataset, createRandom(1), { stepDays: 10, count: 2, questions: 3 });
    expect(draw()).toEqual(draw());
    expect(draw().every(({ questions }) => questions.length <= 3)).toBe(true);
  });

  it('has none where nothing happened', () => {
    const none = new Int32Array();
    const events = {
      count: 0,
      time: new Float64Array(),
      type: new Uint8Array(),
      user: none,
      item: none,
      session: none,
      scene: new Int8Array(),
    };
    expect(pastWindows({ ...dataset, events }, createRandom(1))).toEqual([]);
  });
});
