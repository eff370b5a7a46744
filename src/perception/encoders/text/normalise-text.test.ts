import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT, normaliseText } from './normalise-text.ts';

describe('normaliseText', () => {
  it.each([
    ['capitals', 'Red DRESS', 'red dress'],
    ['full-width', 'ＡＢＣ　１２', 'abc 12'],
    ['half-width katakana', 'ｺｰﾋｰ', 'コーヒー'],
    ['ligatures and units', 'ﬁne 30㎝', 'fine 30cm'],
    ['traditional Chinese', '連衣裙', '连衣裙'],
    ['accents, together and apart', 'Cafe\u0301', 'café'],
    ['trade marks', 'Lego™ set', 'lego  set'],
    ['soft hyphens and joiners', 'sham\u00adpoo a\u2060b', 'shampoo ab'],
    ['zero-width space', 'red\u200bdress', 'red dress'],
    ['keycaps', '1️⃣', '1'],
    ['control characters', 'a\u0000b\u0085c', 'a b c'],
    ['half a surrogate pair', '裙\ud83d', '裙\ufffd'],
  ])('%s', (_what, text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  it('gives well-formed text without capitals, control or invisible characters, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const normalised = normaliseText(text);
        expect(normalised.isWellFormed()).toBe(true);
        expect(normalised).not.toMatch(/[A-Z\uff21-\uff3a]|\p{Default_Ignorable_Code_Point}/u);
        expect(normalised.replaceAll(/[\n\r\t]/g, '')).not.toMatch(/\p{Cc}/u);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it.each([
    ['letters', 'silk dress '],
    ['Chinese', '連衣裙手機殼'],
    ['stacked accents, which NFKC sorts in quadratic time', '\u0301\u0323'],
    ['characters that become eighteen', '\ufdfa'],
    ['halves of surrogate pairs', '\ud800'],
    ['joined emoji', '👩‍👩‍👧'],
  ])('reads the beginning of a megabyte of %s, quickly', (_what, unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    normaliseText('預熱');
    const started = performance.now();
    expect(normaliseText(text).length).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
