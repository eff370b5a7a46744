import { describe, expect, it } from 'vitest';
import { termsOf } from './terms.ts';

describe('termsOf', () => {
  it('takes plurals for their singulars, and leaves words that end so by nature', () => {
    expect(termsOf('Red Dresses, red shirts')).toEqual(['red', 'dress', 'red', 'shirt']);
    expect(termsOf('brushes of glass, a dress, gas')).toEqual(['brush', 'of', 'glass', 'a', 'dress', 'gas']);
  });

  it('leaves Chinese as it is', () => {
    expect(termsOf('白色的手机 5G')).toEqual(['白色', '的', '手机', '5g']);
  });
});
