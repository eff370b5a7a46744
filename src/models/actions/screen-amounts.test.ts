import { describe, expect, it } from 'vitest';
import { screenAmounts } from './screen-amounts.ts';

const amounts = (...texts: string[]) => screenAmounts(texts.map((text) => ({ text })));

describe('amounts on a screen', () => {
  it('are read with the sign before or after, in hundredths, least first', () => {
    expect(amounts('¥1,299.00', 'from $ 9.5', '12 元', '€7').prices).toEqual([700, 950, 1_200, 129_900]);
  });

  it('of a piece or a measure are told apart', () => {
    expect(amounts('¥67.90 ¥2.26 / 100 ml', '€3.00 per kg')).toEqual({
      prices: [6_790],
      unitPrices: [226, 300],
    });
  });

  it('are not ranges to choose from, nor numbers of something else', () => {
    expect(amounts('¥24.90 – ¥59.99 5', '8 products', '3 L', 'rated 4.5')).toEqual({
      prices: [],
      unitPrices: [],
    });
  });

  it('of a screen full of digits are found in no time', () => {
    const begun = performance.now();
    amounts('1 '.repeat(50_000), '9'.repeat(50_000));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
