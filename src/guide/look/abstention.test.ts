import { describe, expect, it } from 'vitest';
import type { ScreenReading } from '../../core/contracts/screen.ts';
import { whyAbstain } from './abstention.ts';

const reading = (parts: Partial<ScreenReading>) => ({
  source: 'pixels' as const,
  page: { type: 'category' as const, probability: 0.9 },
  lines: [],
  doubts: [],
  ...parts,
});

describe('whyAbstain', () => {
  it('gives its reason where the screen tells nothing', () => {
    expect(whyAbstain(reading({ doubts: ['empty'] }), 0.9, 0.2)?.en).toContain('Hardly anything');
    expect(whyAbstain(reading({ doubts: ['commanding-text', 'no-shop'] }), 0.9, 0.2)?.zh).toContain('商店');
    expect(whyAbstain(reading({ page: { type: 'cart', probability: 0.2 } }), 0.9, 0.2)?.en).toContain(
      'not clear',
    );
    expect(whyAbstain(reading({}), 0.1, 0.2)?.en).toContain('many ways');
    expect(whyAbstain(reading({}), undefined, 0.2)).not.toBeNull();
    expect(whyAbstain(reading({}), 0.4, 0.5)).not.toBeNull();
  });
  it('is silent where one action stands out, and where a tilted picture could be read', () => {
    expect(whyAbstain(reading({ doubts: ['commanding-text', 'oversized'] }), 0.5, 0.2)).toBeNull();
    const lines = [
      { text: 'Add to cart', box: [0, 0, 9, 9] as [number, number, number, number], confidence: 0.9 },
    ];
    expect(whyAbstain(reading({ doubts: ['distorted'], lines }), 0.5, 0.2)).toBeNull();
    expect(whyAbstain(reading({ doubts: ['distorted'] }), 0.5, 0.2)).not.toBeNull();
  });
});
