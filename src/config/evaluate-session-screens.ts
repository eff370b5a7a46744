import type { ScreenReading } from '../core/contracts/screen.ts';
import { DaogouError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { startWorker } from '../core/workers.ts';
import { readPicture, readSessionScreens } from '../data/formats/session-screens.ts';
import type { SessionScreensReport } from '../learning/evaluation/session-screens.ts';
import { DEFAULTS } from './defaults.ts';
import type { SessionScreensInput, SessionScreensMethods } from './evaluate-session-screens-worker.ts';
import { createScreenSight } from './screens.ts';

export interface SessionScreensEvaluation {
  /** As `daogou screens sessions` writes it. */
  readonly folder: string;
  readonly seed?: number | undefined;
  /** Share of the usual training steps, in (0, 1]; default 0.3. */
  readonly effort?: number | undefined;
  readonly progress: Progress;
}

/** Some hundred sessions are learnt in a third of the steps that a shop's log takes. */
const EFFORT = 0.3;

/**
 * What events and screen foretell together, and each alone; where there are pictures, with what is read from them, too.
 *
 * Throws `not-found` where the folder is none of sessions, `not-enough-data` where it has too few.
 */
export async function evaluateSessionScreensOf(
  options: SessionScreensEvaluation,
): Promise<SessionScreensReport> {
  const { folder, progress, seed = DEFAULTS.seed, effort = EFFORT } = options;
  const pixels = await readPictures(folder, progress);
  const input: SessionScreensInput = { folder, seed, effort };
  const worker = startWorker<SessionScreensMethods>(
    new URL('./evaluate-session-screens-worker.ts', import.meta.url),
    { input, progress },
  );
  try {
    return await worker.call.measure(pixels);
  } finally {
    await worker.close();
  }
}

/** Each shopper is in one of five folds, and each fold's models in three of their own. */
const FEWEST = 20;

/** What is seen on each picture, as a picture that comes from anywhere is looked at; without a catalogue. */
async function readPictures(folder: string, progress: Progress): Promise<Record<string, ScreenReading>> {
  const { sessions } = await readSessionScreens(folder);
  if (sessions.length < FEWEST) {
    throw new DaogouError(
      'not-enough-data',
      'There are too few sessions to learn from some and ask of others',
      {
        received: sessions.length,
        remedy: `Draw at least ${FEWEST}, better 400: daogou screens sessions --out DIR --count 400.`,
      },
    );
  }
  const pictures = sessions.flatMap(({ moments }) => moments.flatMap(({ picture }) => picture ?? []));
  const readings: Record<string, ScreenReading> = {};
  if (pictures.length === 0) return readings;
  const running = createScreenSight();
  const { sight } = running;
  const step = progress.start('Looking at pictures', pictures.length);
  try {
    const { stage } = await sight.furthest();
    for (const picture of pictures) {
      const glance = await sight.glance(await readPicture(folder, picture));
      readings[picture] = stage === 'pixels' ? glance.reading : await sight.read(glance);
      step.advance();
    }
    step.done();
    return readings;
  } finally {
    await running.close();
  }
}
