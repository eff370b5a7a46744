import { describe, expect, it } from 'vitest';
import { simplifyChinese } from './simplify-chinese.ts';

describe('simplifyChinese', () => {
  it('writes traditional characters as simplified ones, by phrase where the phrase decides', () => {
    expect(simplifyChinese('連衣裙、手機殼與充電線')).toBe('连衣裙、手机壳与充电线');
    expect(simplifyChinese('頭髮和麵包')).toBe('头发和面包');
    expect(simplifyChinese('乾燥花，乾隆年間')).toBe('干燥花，乾隆年间');
  });

  it('leaves simplified Chinese and other text alone', () => {
    for (const text of ['红色连衣裙', 'A red dress', 'コーヒー', '👗', ''])
      expect(simplifyChinese(text)).toBe(text);
  });

  it('is not held up by description characters, which take the library exponential time', () => {
    const started = performance.now();
    expect(simplifyChinese(`${'⿰'.repeat(10_000)}機`)).toBe(`${'⿰'.repeat(10_000)}机`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
