import { describe, expect, it } from 'vitest';
import { findPhrases, type HeardWindow, type KnownPhrase } from './find-phrases.ts';

const phrases: KnownPhrase[] = [
  { text: 'red', language: 'en' },
  { text: 'shoes', language: 'en' },
  { text: '鞋', language: 'zh' },
];
const OTHER = phrases.length;

/** Windows 120 ms apart in which one class is this likely, and the rest is anything else. */
const heard = (...classes: readonly [phrase: number, probability: number][]): HeardWindow[] =>
  classes.map(([phrase, probability], i) => {
    const probabilities = new Float32Array(OTHER + 1);
    probabilities[phrase] = probability;
    probabilities[OTHER] += 1 - probability;
    return { centre: i * 1_920, probabilities };
  });
const textsOf = (windows: HeardWindow[]): string[] => findPhrases(windows, phrases).map(({ text }) => text);

describe('findPhrases', () => {
  it('finds one where it is likeliest, and says how likely and when', () => {
    const [found, ...more] = findPhrases(heard([1, 0.5], [1, 1], [1, 0.9]), phrases);
    expect(found).toEqual({
      text: 'shoes',
      language: 'en',
      probability: expect.closeTo(0.925, 3),
      second: 0.24,
    });
    expect(more).toEqual([]);
  });

  it('finds several in the order they were said', () => {
    expect(textsOf(heard([0, 0.9], [0, 0.95], [OTHER, 1], [OTHER, 1], [OTHER, 1], [1, 1], [1, 1]))).toEqual([
      'red',
      'shoes',
    ]);
  });

  it('keeps the surer of two that lie too near to each other to be two words', () => {
    expect(textsOf(heard([0, 0.8], [0, 0.8], [1, 1], [1, 1]))).toEqual(['shoes']);
  });

  it('keeps to the language of the surest', () => {
    expect(textsOf(heard([2, 0.9], [2, 0.9], [OTHER, 1], [OTHER, 1], [OTHER, 1], [1, 1], [1, 1]))).toEqual([
      'shoes',
    ]);
  });

  it('says a phrase once that was said twice in a row', () => {
    expect(textsOf(heard([1, 1], [1, 1], [OTHER, 1], [OTHER, 1], [OTHER, 1], [1, 1], [1, 1]))).toEqual([
      'shoes',
    ]);
  });

  it('finds nothing in what is anything else, or in nothing', () => {
    expect(textsOf(heard([OTHER, 1], [0, 0.3], [OTHER, 1]))).toEqual([]);
    expect(textsOf([])).toEqual([]);
  });
});
