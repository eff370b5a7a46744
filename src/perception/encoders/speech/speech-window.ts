import { logMel, MELS, HOP } from './log-mel.ts';

/** The small network reads windows of 1.92 s: 40 bands, each two of Whisper's, by 192 frames. */
export const WINDOW_BANDS = MELS / 2;
export const WINDOW_FRAMES = 192;
export const WINDOW_SAMPLES = WINDOW_FRAMES * HOP;
export const WINDOW_SIZE = WINDOW_BANDS * WINDOW_FRAMES;

/** 40 dB in the unit of `logMel`, where 1 is four decades of power. */
const AUDIBLE = 1;

/**
 * The features of one window, `WINDOW_BANDS × WINDOW_FRAMES` numbers, band by band, written into `target` from
 * `offset` on. What is more than 40 dB below the loudest is raised to there, so that a microphone that cuts noise away
 * sounds like a quiet room; then they are brought to mean 0 and spread 1. A window of silence gives zeros.
 *
 * @param samples at 16 kHz; what lies outside them is silence.
 * @param centre the sample in the middle of the window.
 */
export function describeWindow(
  samples: Float32Array,
  centre: number,
  target: Float32Array | Float16Array,
  offset = 0,
): void {
  const window = new Float32Array(WINDOW_SAMPLES);
  const start = Math.round(centre) - WINDOW_SAMPLES / 2;
  const from = Math.max(0, start);
  window.set(samples.subarray(from, Math.max(from, start + WINDOW_SAMPLES)), from - start);
  const { frames, values } = logMel(window);
  let loudest = -Infinity;
  for (const value of values) loudest = Math.max(loudest, value);
  const bands = new Float32Array(WINDOW_SIZE);
  for (let band = 0; band < WINDOW_BANDS; band++) {
    for (let frame = 0; frame < frames; frame++) {
      const pair = values[2 * band * frames + frame] + values[(2 * band + 1) * frames + frame];
      bands[band * frames + frame] = Math.max(pair / 2, loudest - AUDIBLE);
    }
  }
  target.set(standardised(bands), offset);
}

/** Below this spread there is nothing but silence. */
const SMALLEST_SPREAD = 1e-3;

function standardised(values: Float32Array): Float32Array {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const spread = Math.sqrt(squares / values.length) + SMALLEST_SPREAD;
  return values.map((value) => (value - mean) / spread);
}
