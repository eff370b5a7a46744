import { assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, settingAt, type SearchSpace } from './search-space.ts';

const space: SearchSpace = {
  share: { kind: 'real', from: -1, to: 3 },
  rate: { kind: 'real', from: 1e-5, to: 1e-1, scale: 'log' },
  layers: { kind: 'integer', from: 1, to: 4 },
  width: { kind: 'integer', from: 8, to: 512, scale: 'log' },
  fusion: { kind: 'choice', values: ['attention', 'gated', 3, true] },
};
const unit = double({ min: 0, max: 1, noNaN: true });

describe('a search space', () => {
  it('has its ends at the ends', () => {
    const at = (u: number): unknown =>
      settingAt(space, { share: u, rate: u, layers: u, width: u, fusion: u });
    expect(at(0)).toMatchObject({ share: -1, layers: 1, width: 8, fusion: 'attention' });
    expect(at(1)).toMatchObject({ share: 3, layers: 4, width: 512, fusion: true });
  });

  it('stays within its ranges, and a setting lies where it says', () => {
    assert(
      property(unit, unit, unit, unit, unit, (share, rate, layers, width, fusion) => {
        const setting = settingAt(space, { share, rate, layers, width, fusion });
        expect(Number(setting.rate)).toBeGreaterThanOrEqual(1e-5);
        expect(Number(setting.rate)).toBeLessThanOrEqual(1e-1);
        expect([1, 2, 3, 4]).toContain(setting.layers);
        expect(Number.isInteger(setting.width)).toBe(true);
        const again = settingAt(space, placeOf(space, setting));
        expect(again.share).toBeCloseTo(Number(setting.share), 9);
        expect(Number(again.rate) / Number(setting.rate)).toBeCloseTo(1, 9);
        expect(again).toMatchObject({ layers: setting.layers, width: setting.width, fusion: setting.fusion });
      }),
    );
  });

  it('gives whole numbers equal room', () => {
    const counts = new Map<unknown, number>();
    for (let i = 0; i < 400; i++) {
      const { layers } = settingAt(space, {
        layers: (i + 0.5) / 400,
        share: 0,
        rate: 0,
        width: 0,
        fusion: 0,
      });
      counts.set(layers, (counts.get(layers) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual([100, 100, 100, 100]);
  });
});
