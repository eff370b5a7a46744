import type { Language } from '../../../core/contracts/item.ts';
import { SPEECH_RATE } from './log-mel.ts';

/** Something that the network can hear. */
export interface KnownPhrase {
  /** As it is written in a search box. */
  readonly text: string;
  readonly language: Language;
}

/** What the network heard around one moment. */
export interface HeardWindow {
  /** The sample in the middle. */
  readonly centre: number;
  /** One a known phrase, and the last for anything else; together 1. */
  readonly probabilities: Float32Array;
}

export interface HeardPhrase extends KnownPhrase {
  /** In [0, 1]. */
  readonly probability: number;
  /** Where its middle lies, in seconds from the beginning of the recording. */
  readonly second: number;
}

/** Less sure than this, a phrase was not heard. */
const LEAST_PROBABILITY = 0.4;
/** The middles of two phrases lie at least so far apart. */
const SECONDS_APART = 0.4;

/**
 * The phrases in a recording: moments at which one is likelier than anywhere near, the surest first, none too near to
 * a surer one, and all in the language of the surest. In the order they were said.
 *
 * @param windows in the order of time.
 */
export function findPhrases(windows: readonly HeardWindow[], phrases: readonly KnownPhrase[]): HeardPhrase[] {
  const peaks = windows
    .map((window, i) => {
      const smooth = smoothed(windows, i, phrases.length);
      const phrase = smooth.indexOf(Math.max(...smooth));
      return { ...phrases[phrase], probability: smooth[phrase], second: window.centre / SPEECH_RATE };
    })
    .filter(({ probability }) => probability >= LEAST_PROBABILITY)
    .sort((a, b) => b.probability - a.probability || a.second - b.second);
  const found: HeardPhrase[] = [];
  for (const peak of peaks) {
    const isFree = found.every(({ second }) => Math.abs(second - peak.second) >= SECONDS_APART);
    if (isFree && (found.length === 0 || found[0].language === peak.language)) found.push(peak);
  }
  return found
    .sort((a, b) => a.second - b.second)
    .filter((phrase, i, all) => i === 0 || all[i - 1].text !== phrase.text);
}

/** The probabilities of the phrases at a moment, half from it and a quarter from each of its neighbours. */
function smoothed(windows: readonly HeardWindow[], i: number, count: number): number[] {
  const { probabilities: here } = windows[i];
  const before = windows[i - 1]?.probabilities ?? here;
  const after = windows[i + 1]?.probabilities ?? here;
  return Array.from(
    { length: count },
    (_, phrase) => (before[phrase] + 2 * here[phrase] + after[phrase]) / 4,
  );
}
