import { DaogouError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import { propose, type Tried } from './propose.ts';
import { checkSpace, placeOf, settingAt, type SearchSpace, type Setting } from './search-space.ts';
import type { Trial, TrialLog } from './trial-log.ts';

export interface StudyOptions {
  readonly space: SearchSpace;
  /** Tried first: what is found is never worse, on what it is measured on, than what one begins with. */
  readonly first: Setting;
  /** Trains and measures on validation: more is better. Its generator is the same in every trial. */
  readonly measure: (setting: Setting, random: Random) => Promise<number>;
  readonly log: TrialLog;
  /** Trials in all, those of earlier runs included; no limit by default. */
  readonly trials?: number;
  /** No trial begins that would be expected to end later than this after the start; no limit by default. */
  readonly milliseconds?: number;
  readonly random: Random;
  readonly progress: Progress;
}

export interface StudyResult {
  readonly best: Trial & { readonly value: number };
  readonly trials: readonly Trial[];
}

/** A study needs an end. */
const MOST_TRIALS = 10_000;

/**
 * Looks for the setting that does best. Every trial is logged when it ends, and a run goes on from the log; one that
 * fails is noted and passed over. The same seed and log give the same proposals.
 *
 * @throws invalid-input for a space without room; what the first trial throws, since nothing was tried then that works.
 */
export async function runStudy(options: StudyOptions): Promise<StudyResult> {
  const { space, log, trials: most = MOST_TRIALS, milliseconds = Infinity, random, progress } = options;
  checkSpace(space);
  const trials: Trial[] = [...log.trials];
  const begun = performance.now();
  const report = progress.start('Trying settings', most === MOST_TRIALS ? 0 : most);
  report.advance(trials.length);
  while (trials.length < most) {
    // The first one is always made: a study without any trial could say nothing.
    if (trials.length > 0 && performance.now() - begun + medianMs(trials) > milliseconds) break;
    const trial = await runTrial(options, trials, random);
    await log.append(trial);
    trials.push(trial);
    report.advance();
    report.note(`best ${bestOf(trials)?.value.toPrecision(4) ?? 'none yet'}`);
  }
  report.done();
  const best = bestOf(trials);
  if (!best) throw nothingWorked(trials);
  return { best, trials };
}

async function runTrial(
  { space, first, measure }: StudyOptions,
  trials: readonly Trial[],
  random: Random,
): Promise<Trial> {
  const number = trials.length;
  const tried: Tried[] = trials.map(({ setting, value }) => ({
    place: placeOf(space, setting),
    value: value ?? -Infinity,
  }));
  const setting =
    number === 0 ? first : settingAt(space, propose(space, tried, random.fork(`trial ${number}`)));
  const begun = performance.now();
  const ended = (rest: Pick<Trial, 'value' | 'error'>): Trial => ({
    number,
    setting,
    ...rest,
    seconds: Number(((performance.now() - begun) / 1000).toFixed(2)),
    endedAt: new Date().toISOString(),
  });
  try {
    // The same draws for every setting: differences are then the setting's, as far as that can be had.
    const value = await measure(setting, random.fork('measure'));
    return Number.isFinite(value) ? ended({ value }) : ended({ value: null, error: `measured ${value}` });
  } catch (thrown) {
    if (number === 0) throw thrown;
    return ended({ value: null, error: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

function bestOf(trials: readonly Trial[]): StudyResult['best'] | undefined {
  let best: StudyResult['best'] | undefined;
  for (const trial of trials) {
    if (trial.value !== null && trial.value > (best?.value ?? -Infinity)) {
      best = { ...trial, value: trial.value };
    }
  }
  return best;
}

function medianMs(trials: readonly Trial[]): number {
  const sorted = trials.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return 1000 * sorted[Math.floor(sorted.length / 2)];
}

function nothingWorked(trials: readonly Trial[]): DaogouError {
  return new DaogouError('invalid-input', 'No setting could be measured', {
    received: trials.slice(-3).map(({ setting, error }) => ({ setting, error })),
    remedy: 'See what the trials say; the log holds all of them.',
  });
}
