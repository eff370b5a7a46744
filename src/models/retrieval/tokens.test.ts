import { describe, expect, it } from 'vitest';
import { tokens } from './tokens.ts';

describe('tokens', () => {
  it('cuts English and Chinese into words, together too', () => {
    expect(tokens('Red Dresses, red shirts')).toEqual(['red', 'dress', 'red', 'shirt']);
    expect(tokens('白色的手机')).toEqual(['白色', '的', '手机']);
    expect(tokens('5G手机 Pro')).toEqual(['5g', '手机', 'pro']);
  });

  it('takes full-width letters for their plain selves, and nothing for nothing', () => {
    expect(tokens('ＵＳＢ　线')).toEqual(['usb', '线']);
    expect(tokens('')).toEqual([]);
    expect(tokens('!?… 🎁')).toEqual([]);
  });
});
