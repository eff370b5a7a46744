import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { HOP, logMel, MELS, SPEECH_RATE } from './log-mel.ts';
import { createRealFft } from './real-fft.ts';

/** The definition, term by term: slow, and written without a look at the transform under test. */
function slowSpectrum(samples: readonly number[]): { real: number; imaginary: number }[] {
  const { length } = samples;
  return Array.from({ length: length / 2 + 1 }, (_, k) => {
    let real = 0;
    let imaginary = 0;
    for (const [n, sample] of samples.entries()) {
      real += sample * Math.cos((-2 * Math.PI * k * n) / length);
      imaginary += sample * Math.sin((-2 * Math.PI * k * n) / length);
    }
    return { real, imaginary };
  });
}

describe('createRealFft', () => {
  it.each([2, 4, 6, 10, 14, 30, 64, 400])('agrees with the definition at length %i', (length) => {
    const random = createRandom(length);
    const samples = Array.from({ length }, () => random.normal());
    const { real, imaginary } = createRealFft(length)(samples);
    for (const [k, expected] of slowSpectrum(samples).entries()) {
      expect(real[k]).toBeCloseTo(expected.real, 9);
      expect(imaginary[k]).toBeCloseTo(expected.imaginary, 9);
    }
  });
});

/** Whisper's features by definition: slow transform, and the mel filters as a sum over Slaney's corners. */
function slowLogMel(samples: Float32Array): number[][] {
  const melOf = (hertz: number): number =>
    hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4);
  const hertzOf = (mel: number): number => (mel < 15 ? (200 * mel) / 3 : 1000 * 6.4 ** ((mel - 15) / 27));
  const corner = (i: number): number => hertzOf((melOf(8000) * i) / 81);
  const frames = Math.floor(samples.length / 160);
  const logs = Array.from({ length: frames }, (_, frame) => {
    const window = Array.from({ length: 400 }, (__, i) => {
      let place = frame * 160 + i - 200;
      while (place < 0 || place >= samples.length) {
        place = place < 0 ? -place : 2 * (samples.length - 1) - place;
      }
      return samples[place] * Math.sin((Math.PI * i) / 400) ** 2;
    });
    const power = slowSpectrum(window).map(({ real, imaginary }) => real * real + imaginary * imaginary);
    return Array.from({ length: 80 }, (__, mel) => {
      const [low, middle, high] = [corner(mel), corner(mel + 1), corner(mel + 2)];
      let energy = 0;
      for (const [bin, value] of power.entries()) {
        const hertz = 40 * bin;
        if (hertz <= low || hertz >= high) continue;
        const height = hertz < middle ? (hertz - low) / (middle - low) : (high - hertz) / (high - middle);
        energy += (value * height * 2) / (high - low);
      }
      return Math.log10(Math.max(energy, 1e-10));
    });
  });
  const loudest = Math.max(...logs.flat());
  return logs.map((row) => row.map((value) => (Math.max(value, loudest - 8) + 4) / 4));
}

function chirp(count: number, seed: string): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from(
    { length: count },
    (_, i) => 0.4 * Math.sin(2 * Math.PI * (200 + i / 4) * (i / SPEECH_RATE)) + 0.01 * random.normal(),
  );
}

describe('logMel', () => {
  it.each([160, 401, 1_600, 3_333])('agrees with the definition on %i samples', (count) => {
    const samples = chirp(count, 'chirp');
    const { frames, values } = logMel(samples);
    const expected = slowLogMel(samples);
    expect(frames).toBe(expected.length);
    let worst = 0;
    for (const [frame, row] of expected.entries()) {
      for (const [mel, value] of row.entries()) {
        worst = Math.max(worst, Math.abs(value - values[mel * frames + frame]));
      }
    }
    expect(worst).toBeLessThan(1e-5);
  });

  it('gives a tone its place on the mel scale', () => {
    const loudestMel = (hertz: number): number => {
      const tone = Float32Array.from({ length: 8_000 }, (_, i) =>
        Math.sin((2 * Math.PI * hertz * i) / SPEECH_RATE),
      );
      const { frames, values } = logMel(tone);
      const column = Array.from({ length: MELS }, (_, mel) => values[mel * frames + 25]);
      return column.indexOf(Math.max(...column));
    };
    // Filter m is centred (m + 1) × 0.5586 mel up; 1,000 Hz are 15 mel, and 4,000 Hz are 35.16.
    expect(loudestMel(1_000)).toBe(26);
    expect(loudestMel(4_000)).toBe(62);
  });

  it('has a frame every 10 ms, none below that, and lies within two of its loudest number', () => {
    expect(logMel(new Float32Array(HOP - 1))).toEqual({ frames: 0, values: new Float32Array(0) });
    expect(logMel(new Float32Array(0)).frames).toBe(0);
    const { frames, values } = logMel(chirp(16_050, 'range'));
    expect(frames).toBe(100);
    const most = Math.max(...values);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(most - 2 - 1e-6);
  });

  it('is finite for silence', () => {
    const { values } = logMel(new Float32Array(1_600));
    expect(new Set(values)).toEqual(new Set([-1.5]));
  });
});
