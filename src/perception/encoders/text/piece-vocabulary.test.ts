import { describe, expect, it } from 'vitest';
import { PieceVocabulary, UNKNOWN_ID } from './piece-vocabulary.ts';

const TEXTS = [
  ...Array.from({ length: 20 }, () => 'silk dress 真丝连衣裙'),
  ...Array.from({ length: 10 }, () => 'silk shirt, printed dresses'),
  ...Array.from({ length: 5 }, () => 'printer paper 打印纸'),
];
const vocabulary = PieceVocabulary.learn(TEXTS);
const cut = (text: string): string[] => vocabulary.ids(text).map((id) => vocabulary.pieces[id]);

describe('PieceVocabulary', () => {
  it('makes frequent words one piece and cuts words that were never seen into known pieces', () => {
    expect(cut('Silk DRESS')).toEqual(['▁silk', '▁dress']);
    expect(cut('printing').length).toBeGreaterThan(1);
    expect(cut('printing')[0]).toMatch(/^▁prin/);
    expect(cut('printed papers').join('')).toMatch(/^▁printed▁paper/);
  });

  it('merges the most frequent pair first, as byte-pair encoding does', () => {
    // "ab" stands 6 times, "bc" 5 times: once ab is a piece, only one "bc" is left to count.
    const { pieces } = PieceVocabulary.learn(['xab', 'xab', 'xab', 'xabc', 'xabc', 'xabc', 'xbc', 'xbc'], {
      size: 7,
    });
    expect(pieces.slice(0, 2)).toEqual(['<padding>', '<unknown>']);
    expect(pieces.slice(2, 6).toSorted()).toEqual(['a', 'b', 'c', '▁x']);
    expect(pieces[6]).toBe('▁xa');
  });

  it('reads Chinese, traditional as simplified, and unknown words by their characters', () => {
    expect(cut('真絲連衣裙')).toEqual(cut('真丝连衣裙'));
    expect(cut('纸衣').length).toBeGreaterThan(1);
    expect(vocabulary.ids('纸衣')).not.toContain(UNKNOWN_ID);
  });

  it('stands an unknown piece for a stretch of unknown characters, and nothing for no word', () => {
    expect(vocabulary.ids('юбка')).toEqual([UNKNOWN_ID]);
    for (const text of ['', ' \n', '🎉👗', '\ud83d\u0000']) expect(vocabulary.ids(text)).toEqual([]);
  });

  it('keeps to its size and to the number of pieces asked for, is the same for the same texts, and survives storage', () => {
    const small = PieceVocabulary.learn(TEXTS, { size: 12 });
    expect(small.pieces.length).toBe(12);
    expect(vocabulary.ids('silk dress '.repeat(100), 7).length).toBe(7);
    expect(PieceVocabulary.learn(TEXTS).pieces).toEqual(vocabulary.pieces);
    const again = new PieceVocabulary(JSON.parse(JSON.stringify(vocabulary.pieces)) as string[]);
    for (const text of TEXTS) expect(again.ids(text)).toEqual(vocabulary.ids(text));
  });

  it('cuts a megabyte without spaces quickly', () => {
    const started = performance.now();
    expect(vocabulary.ids('dressprint'.repeat(100_000), 64).length).toBe(64);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('refuses texts without a character that is seen twice', () => {
    expect(() => PieceVocabulary.learn(['a b'])).toThrow(
      expect.objectContaining({ code: 'not-enough-data' }),
    );
  });
});
