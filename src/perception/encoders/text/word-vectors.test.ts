import { describe, expect, it } from 'vitest';
import { knownWords, vocabularyOf } from './word-vectors.ts';

const numbers = new Map(['连衣裙', '衣', '手机', '机', 'red', '5g'].map((word, i) => [word, i]));

describe('knownWords', () => {
  it('finds words, and in Chinese the longest that are known, wherever a dictionary would cut', () => {
    expect(knownWords('Red 連衣裙手机壳', numbers)).toEqual([4, 0, 2]);
    expect(knownWords('大衣，机 5G手机', numbers)).toEqual([1, 3, 5, 2]);
  });

  it('finds nothing in what is not known, broken or no word', () => {
    for (const text of ['', 'blue', '裙子', '🎉', '\ud83d']) expect(knownWords(text, numbers)).toEqual([]);
  });
});

describe('vocabularyOf', () => {
  it('holds all that knownWords may look for', () => {
    const words = vocabularyOf(['Red 连衣裙', 'A 5G手机壳']);
    for (const word of ['red', '连衣裙', '衣裙', '衣', 'a', '5g', '手机', '手机壳', '机壳']) {
      expect(words).toContain(word);
    }
    expect(words).not.toContain('裙5g');
  });

  it('stays small for a long text without spaces', () => {
    expect(vocabularyOf(['连衣裙手机壳'.repeat(100_000)]).size).toBeLessThan(40);
  });
});
