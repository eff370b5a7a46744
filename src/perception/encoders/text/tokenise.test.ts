import { describe, expect, it } from 'vitest';
import { tokenise } from './tokenise.ts';

describe('tokenise', () => {
  it('splits English into lower-case words', () => {
    expect(tokenise('Semi-shiny NYLON stockings, 20 denier.')).toEqual([
      'semi',
      'shiny',
      'nylon',
      'stockings',
      '20',
      'denier',
    ]);
  });

  it('segments Chinese into words, English words among them included', () => {
    expect(tokenise('条纹衬衫，适合上班 Silk')).toEqual(['条纹', '衬衫', '适合', '上班', 'silk']);
  });

  it('reads full-width letters as half-width', () => {
    expect(tokenise('ＡＢＣ１２')).toEqual(['abc12']);
  });

  it('finds no word in nothing, white space, punctuation or emoji', () => {
    for (const text of ['', ' \n\t', '…!?、。', '🎉👗']) expect(tokenise(text)).toEqual([]);
  });

  it('takes the beginning of a very long text, quickly', () => {
    const started = performance.now();
    expect(tokenise('长文 '.repeat(500_000)).length).toBeLessThan(8_001);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
