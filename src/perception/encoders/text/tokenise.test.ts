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
    expect(tokenise('5G手机 Pro')).toEqual(['5g', '手机', 'pro']);
  });

  it('gives traditional Chinese the words of simplified Chinese', () => {
    expect(tokenise('條紋襯衫，適合上班')).toEqual(tokenise('条纹衬衫，适合上班'));
  });

  it('segments Japanese and Thai, and keeps accents with their letters', () => {
    expect(tokenise('コーヒー用カップ')).toEqual(['コーヒー', '用', 'カップ']);
    expect(tokenise('สวัสดีครับ')).toEqual(['สวัสดี', 'ครับ']);
    expect(tokenise('x\u0323y नमस्ते')).toEqual(['x\u0323y', 'नमस्ते']);
  });

  it('reads full-width letters as half-width', () => {
    expect(tokenise('ＡＢＣ１２')).toEqual(['abc12']);
    expect(tokenise('ＵＳＢ　线')).toEqual(['usb', '线']);
  });

  it('finds no word in nothing, white space, punctuation, emoji or broken characters', () => {
    for (const text of ['', ' \n\t', '…!?、。', '🎉👗👩‍👩‍👧🇨🇳', '\ud83d', '\u0301', '\u0000\u0007']) {
      expect(tokenise(text)).toEqual([]);
    }
  });

  it('gives a text with broken characters the words around them', () => {
    expect(tokenise('red\ud83ddress\u0000裙\udc00')).toEqual(['red', 'dress', '裙']);
  });

  it.each([
    ['English', 'long text ', 4_000],
    ['Chinese', '长文 ', 14_000],
    ['mixed scripts', '5G手机Pro ', 7_500],
    ['Thai', 'สวัสดีครับ', 4_000],
  ])('takes the beginning of a very long %s text, quickly', (_what, unit, most) => {
    const started = performance.now();
    expect(tokenise(unit.repeat(1_000_000 / unit.length)).length).toBeLessThanOrEqual(most);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
