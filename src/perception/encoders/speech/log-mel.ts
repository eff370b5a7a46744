import { createRealFft } from './real-fft.ts';

/** What all speech networks here read: one channel, 16,000 samples a second. */
export const SPEECH_RATE = 16_000;
export const MELS = 80;
/** Samples of one window, and from one window to the next: 25 ms every 10 ms. */
const WINDOW = 400;
export const HOP = 160;
const BINS = WINDOW / 2 + 1;

/** The mel scale: linear below the break, logarithmic above. */
const LINEAR_HERTZ = 200 / 3;
const BREAK_HERTZ = 1000;
const BREAK_MEL = BREAK_HERTZ / LINEAR_HERTZ;
const LOG_STEP = Math.log(6.4) / 27;

export interface LogMel {
  /** Windows, one every 10 ms: ⌊samples / 160⌋. */
  readonly frames: number;
  /** `MELS × frames` numbers, mel by mel; about -1 to 1. */
  readonly values: Float32Array;
}

const transform = createRealFft(WINDOW);
/** The periodic Hann window. */
const hann = Float64Array.from(
  { length: WINDOW },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW),
);
const filters = slaneyFilters();

/**
 * Log-mel features exactly as Whisper reads them (Radford et al., 2022): power spectra of Hann windows of 400 samples
 * every 160, the signal mirrored at its ends, 80 Slaney mel bands, log10, all that lies more than 8 below the loudest
 * raised to there, then (x + 4) / 4. Whisper itself is given 30 s: append zeros before.
 *
 * @param samples at 16 kHz, in [-1, 1]; fewer than 160 give no frame.
 */
export function logMel(samples: Float32Array): LogMel {
  const frames = Math.floor(samples.length / HOP);
  const values = new Float32Array(MELS * frames);
  const windowed = new Float64Array(WINDOW);
  const power = new Float64Array(BINS);
  let loudest = -Infinity;
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * HOP - WINDOW / 2;
    for (let i = 0; i < WINDOW; i++) windowed[i] = hann[i] * samples[mirrored(start + i, samples.length)];
    const { real, imaginary } = transform(windowed);
    for (let bin = 0; bin < BINS; bin++) power[bin] = real[bin] ** 2 + imaginary[bin] ** 2;
    for (let mel = 0; mel < MELS; mel++) {
      const { from, weights } = filters[mel];
      let energy = 0;
      for (let i = 0; i < weights.length; i++) energy += weights[i] * power[from + i];
      const value = Math.log10(Math.max(energy, 1e-10));
      values[mel * frames + frame] = value;
      loudest = Math.max(loudest, value);
    }
  }
  for (let i = 0; i < values.length; i++) values[i] = (Math.max(values[i], loudest - 8) + 4) / 4;
  return { frames, values };
}

/** A place beyond either end, mirrored at the first or last sample, as often as it takes. */
function mirrored(place: number, length: number): number {
  const period = Math.max(1, 2 * (length - 1));
  const within = ((place % period) + period) % period;
  return within < length ? within : period - within;
}

interface MelFilter {
  /** First bin of the spectrum that counts. */
  readonly from: number;
  readonly weights: Float64Array;
}

/**
 * Triangles over the bins of the spectrum, each of area 1, their corners evenly apart on the mel scale of Slaney's
 * Auditory Toolbox (1998): linear below 1 kHz, logarithmic above.
 */
function slaneyFilters(): MelFilter[] {
  const top = toMel(SPEECH_RATE / 2);
  const corners = Array.from({ length: MELS + 2 }, (_, i) => toHertz((top * i) / (MELS + 1)));
  return Array.from({ length: MELS }, (_, mel) => {
    const [left, centre, right] = corners.slice(mel, mel + 3);
    const all = Float64Array.from({ length: BINS }, (__, bin) => {
      const hertz = (bin * SPEECH_RATE) / WINDOW;
      const height = Math.min((hertz - left) / (centre - left), (right - hertz) / (right - centre));
      return (Math.max(0, height) * 2) / (right - left);
    });
    const from = all.findIndex((weight) => weight > 0);
    const to = all.findLastIndex((weight) => weight > 0);
    return { from, weights: all.slice(from, to + 1) };
  });
}

function toMel(hertz: number): number {
  return hertz < BREAK_HERTZ ? hertz / LINEAR_HERTZ : BREAK_MEL + Math.log(hertz / BREAK_HERTZ) / LOG_STEP;
}

function toHertz(mel: number): number {
  return mel < BREAK_MEL ? mel * LINEAR_HERTZ : BREAK_HERTZ * Math.exp(LOG_STEP * (mel - BREAK_MEL));
}
