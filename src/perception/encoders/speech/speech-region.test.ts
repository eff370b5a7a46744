import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { SPEECH_RATE } from './log-mel.ts';
import { speechRegion } from './speech-region.ts';

/** A tone from 0.8 s to 1.2 s of two seconds, over noise. */
function burst(loudness: number, noise: number): Float32Array {
  const random = createRandom('noise');
  return Float32Array.from({ length: 2 * SPEECH_RATE }, (_, i) => {
    const speaks = i >= 0.8 * SPEECH_RATE && i < 1.2 * SPEECH_RATE;
    return (speaks ? loudness * Math.sin(i / 5) : 0) + noise * random.normal();
  });
}

describe('speechRegion', () => {
  it.each([
    [0.5, 0],
    [0.5, 0.02],
    [0.02, 0.0005],
  ])('finds speech of loudness %f over noise of %f, with 100 ms around it', (loudness, noise) => {
    const region = speechRegion(burst(loudness, noise));
    expect(region?.start).toBe(0.7 * SPEECH_RATE);
    expect(region?.end).toBe(1.3 * SPEECH_RATE);
  });

  it('stays within the recording', () => {
    const samples = burst(0.5, 0.01).subarray(0.75 * SPEECH_RATE, 1.25 * SPEECH_RATE);
    expect(speechRegion(samples)).toEqual({ start: 0, end: samples.length });
  });

  it.each([
    ['nothing', new Float32Array(0)],
    ['less than 10 ms', new Float32Array(100).fill(0.5)],
    ['silence', new Float32Array(SPEECH_RATE)],
    ['what is too quiet', burst(0.001, 0)],
    ['a hiss', burst(0, 0.1)],
    ['a hum', Float32Array.from({ length: SPEECH_RATE }, (_, i) => 0.3 * Math.sin(i / 50))],
  ])('finds none in %s', (_name, samples) => {
    expect(speechRegion(samples)).toBeUndefined();
  });
});
