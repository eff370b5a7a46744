import { HOP } from './log-mel.ts';

export interface SpeechRegion {
  /** First sample and the one after the last. */
  readonly start: number;
  readonly end: number;
}

/** What is quieter than this at its loudest is silence, in decibels below full scale. */
const SILENCE_DECIBELS = -50;
/** Speech rises and falls; a hum or a hiss that moves less than this is none. */
const LEAST_MOVEMENT = 6;
/** Part of the way from the quiet to the loud at which speech begins, in decibels. */
const THRESHOLD = 0.35;
/** Kept before and after: soft consonants are quieter than the threshold. 100 ms. */
const MARGIN = 10 * HOP;

/**
 * Where somebody speaks: from the first to the last 10 ms that stand out from the quietest tenth of the recording.
 * Undefined where nobody does.
 *
 * @param samples at 16 kHz, in [-1, 1].
 */
export function speechRegion(samples: Float32Array): SpeechRegion | undefined {
  const loudness = decibelsOf(samples);
  if (loudness.length === 0) return undefined;
  const ordered = loudness.toSorted();
  const quiet = Math.max(ordered[Math.floor(ordered.length / 10)], SILENCE_DECIBELS - 30);
  const loud = ordered[ordered.length - 1];
  if (loud < SILENCE_DECIBELS || loud - quiet < LEAST_MOVEMENT) return undefined;
  const threshold = quiet + THRESHOLD * (loud - quiet);
  const first = loudness.findIndex((value) => value >= threshold);
  const last = loudness.findLastIndex((value) => value >= threshold);
  return {
    start: Math.max(0, first * HOP - MARGIN),
    end: Math.min(samples.length, (last + 1) * HOP + MARGIN),
  };
}

/** Root mean square of each 10 ms, in decibels below full scale. */
function decibelsOf(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / HOP) }, (_, frame) => {
    let squares = 0;
    for (let i = frame * HOP; i < (frame + 1) * HOP; i++) squares += samples[i] ** 2;
    return 10 * Math.log10(squares / HOP + 1e-12);
  });
}
