import type { Random } from '../../core/random.ts';
import { WINDOW_BANDS, WINDOW_FRAMES } from '../../perception/encoders/speech/speech-window.ts';

/** Everything lies within these of 1: how fast somebody speaks, and how long their throat is. */
const PACE = 0.2;
const THROAT = 0.14;
/** Bands that all of it moves up or down at most. */
const SHIFT = 1.5;
/** How much louder or quieter some bands are for another microphone or room, in spreads of the window. */
const COLOUR = 0.5;
const MOST_BLANK_BANDS = 6;
const MOST_BLANK_FRAMES = 15;

/**
 * The window as another person in another room would have said it: stretched in time and along the bands (vocal tract
 * length perturbation; Jaitly and Hinton, 2013), with other bands louder, and with some bands and moments blanked
 * (SpecAugment; Park et al., 2019). Synthetic voices are too much alike without.
 *
 * @param window `WINDOW_BANDS × WINDOW_FRAMES`, read.
 * @param target of the same size, written.
 */
export function varySpeech(window: ArrayLike<number>, target: Float32Array, random: Random): void {
  const around = (amount: number): number => amount * (2 * random.next() - 1);
  const pace = 1 + around(PACE);
  const throat = 1 + around(THROAT);
  const shift = around(SHIFT);
  const colour = {
    tilt: around(COLOUR),
    wave: around(COLOUR),
    turns: 2 * random.next(),
    phase: 7 * random.next(),
  };
  const frameOf = Float32Array.from({ length: WINDOW_FRAMES }, (_, frame) =>
    within((frame - WINDOW_FRAMES / 2) * pace + WINDOW_FRAMES / 2, WINDOW_FRAMES),
  );
  for (let band = 0; band < WINDOW_BANDS; band++) {
    const from = within(band * throat + shift, WINDOW_BANDS);
    const low = Math.floor(from);
    const share = from - low;
    const high = Math.min(low + 1, WINDOW_BANDS - 1);
    const place = band / WINDOW_BANDS;
    const louder =
      colour.tilt * (2 * place - 1) +
      colour.wave * Math.sin(2 * Math.PI * colour.turns * place + colour.phase);
    for (let frame = 0; frame < WINDOW_FRAMES; frame++) {
      const at = Math.round(frameOf[frame]);
      const value =
        (1 - share) * window[low * WINDOW_FRAMES + at] + share * window[high * WINDOW_FRAMES + at];
      target[band * WINDOW_FRAMES + frame] = value + louder;
    }
  }
  blank(target, random);
}

function within(place: number, length: number): number {
  return Math.min(length - 1, Math.max(0, place));
}

/** Sets a few bands and a few moments to the mean. */
function blank(window: Float32Array, random: Random): void {
  const bands = random.integer(MOST_BLANK_BANDS + 1);
  const band = random.integer(WINDOW_BANDS - bands);
  window.fill(0, band * WINDOW_FRAMES, (band + bands) * WINDOW_FRAMES);
  const frames = random.integer(MOST_BLANK_FRAMES + 1);
  const frame = random.integer(WINDOW_FRAMES - frames);
  for (let i = 0; i < WINDOW_BANDS; i++) {
    window.fill(0, i * WINDOW_FRAMES + frame, i * WINDOW_FRAMES + frame + frames);
  }
}
