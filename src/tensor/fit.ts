/** The loop around a trainer: validation, early stopping, checkpoints, and a way to stop in between. */
import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../core/contracts/artifacts.ts';
import { checkCount } from './check-setting.ts';
import { createCheckpoints, type Checkpoints } from './checkpoint.ts';
import { notFinite } from './training-graph.ts';
import { joinStates, splitState, type Stateful, type TrainingState } from './training-state.ts';

export interface FitOptions<Batch> {
  /** Steps in all. For epochs: epochs × batches per epoch. */
  readonly steps: number;
  /** Makes the batch of a step, which counts from 1. */
  readonly batch: (step: number) => Batch | Promise<Batch>;
  /** Trains on it and gives the loss. */
  readonly train: (batch: Batch, step: number) => Promise<number>;
  /**
   * Makes the next batch while `train` runs; default false. For data-parallel trainers, which have read a batch
   * when `step` returns its promise; others may read the arrays later.
   */
  readonly ahead?: boolean;
  readonly validation?: Validation;
  readonly checkpoints?: CheckpointPlan;
  /** Called after every step and every validation. */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Stops after the step under way; a checkpoint is saved first, so that the run can go on another time. */
  readonly signal?: AbortSignal;
}

export interface Validation {
  /** Steps between two measurements; the last step is always measured. */
  readonly every: number;
  /** A number that should become small, such as the loss on held-out rows; NaN is never a new best. */
  readonly measure: () => Promise<number>;
  /** Measurements in a row without a new best before the run stops; it never does by default. */
  readonly patience?: number;
  /** Put back to what they were at the best measurement when the run ends: parameters, tables. */
  readonly restoreBest?: Readonly<Record<string, Stateful>>;
}

export interface CheckpointPlan {
  /** Steps between two checkpoints. A run that finds one goes on from there. */
  readonly every: number;
  readonly artifacts: ArtifactWriter & ArtifactReader;
  /** All that changes while training: see `createCheckpoints`. */
  readonly parts: Readonly<Record<string, Stateful>>;
}

export interface FitProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** There after a measurement. */
  readonly validation?: number;
}

export interface FitResult {
  /** Steps taken in all, those before a resumption included. */
  readonly step: number;
  readonly ended: 'done' | 'early' | 'aborted';
  /** The best measurement, where there is a validation. */
  readonly best: { readonly step: number; readonly value: number } | undefined;
}

const progressSchema = z.object({
  step: z.number().int().nonnegative(),
  bestStep: z.number().int().nonnegative(),
  // JSON has no infinity: null stands for "not measured yet".
  bestValue: z.number().nullable(),
  sinceBest: z.number().int().nonnegative(),
});

const BEST_PART = 'best';

type Progress = z.infer<typeof progressSchema>;

/**
 * Trains, measures and saves in turns. A run with checkpoints ends with the same bits whether it was interrupted or not.
 * @throws invalid-input for counts that cannot be and for a loss that is not finite; what `batch`, `train` and
 * `measure` throw; model-mismatch when the checkpoints are of another model.
 */
export async function fit<Batch>(options: FitOptions<Batch>): Promise<FitResult> {
  const { steps, signal, onProgress } = options;
  checkOptions(options);
  const run = await openRun(options);
  const isAborted = (): boolean => signal?.aborted ?? false;
  let prepared: Prepared<Batch> | undefined;

  // A batch that is made already is trained on before the run stops: what it drew must not be lost.
  while (run.step < steps && !run.isLate() && (!isAborted() || prepared)) {
    const step = run.step + 1;
    const running = options.train(prepared ? await prepared.batch : await options.batch(step), step);
    const mayPrepare = options.ahead && step < steps && !run.savesAfter(step) && !isAborted();
    prepared = mayPrepare ? prepare(() => options.batch(step + 1)) : undefined;
    const loss = await running;
    if (!Number.isFinite(loss)) throw notFinite(loss);
    run.step = step;
    onProgress?.({ step, steps, loss });
    const validation = await run.measure();
    if (validation !== undefined) onProgress?.({ step, steps, loss, validation });
    if (run.savesAfter(step)) await run.save();
  }
  await run.save();
  const aborted = run.step < steps && !run.isLate();
  if (!aborted) run.restoreBest();
  return {
    step: run.step,
    ended: aborted ? 'aborted' : run.step < steps ? 'early' : 'done',
    best: run.best(),
  };
}

function checkOptions<Batch>({ steps, validation, checkpoints }: FitOptions<Batch>): void {
  checkCount('The number of steps', steps, 0);
  if (validation) checkCount('The steps between two measurements', validation.every);
  if (validation?.patience !== undefined) checkCount('The patience', validation.patience);
  if (checkpoints) checkCount('The steps between two checkpoints', checkpoints.every);
}

interface Prepared<Batch> {
  readonly batch: Promise<Batch>;
}

/** A failure waits until the batch is asked for. */
function prepare<Batch>(make: () => Batch | Promise<Batch>): Prepared<Batch> {
  const batch = (async () => make())();
  batch.catch(() => undefined);
  return { batch };
}

/** What the loop remembers from step to step. */
interface Run {
  step: number;
  /** Whether patience is at its end. */
  isLate(): boolean;
  /** Measures where it is time to. */
  measure(): Promise<number | undefined>;
  /** No batch is prepared across a checkpoint: what it draws would be drawn twice after a resumption. */
  savesAfter(step: number): boolean;
  save(): Promise<void>;
  best(): FitResult['best'];
  restoreBest(): void;
}

async function openRun<Batch>({ steps, validation, checkpoints: plan }: FitOptions<Batch>): Promise<Run> {
  const best = bestKeeper(validation?.restoreBest ?? {});
  const checkpoints: Checkpoints | undefined =
    plan && createCheckpoints(plan.artifacts, { ...plan.parts, [BEST_PART]: best });
  const saved = await checkpoints?.load();
  let savedAt = saved === undefined ? -1 : progressSchema.parse(saved).step;
  const progress: Progress =
    saved === undefined
      ? { step: 0, bestStep: 0, bestValue: null, sinceBest: 0 }
      : progressSchema.parse(saved);
  const isDue = (): boolean =>
    validation !== undefined && (progress.step % validation.every === 0 || progress.step === steps);

  return {
    get step() {
      return progress.step;
    },
    set step(step) {
      progress.step = step;
    },
    isLate: () => progress.sinceBest >= (validation?.patience ?? Infinity),
    async measure() {
      if (!validation || !isDue()) return undefined;
      const value = await validation.measure();
      const { step, bestValue } = progress;
      const isBest = value < (bestValue ?? Infinity);
      if (isBest) best.keep();
      Object.assign(
        progress,
        isBest ? { bestStep: step, bestValue: value, sinceBest: 0 } : { sinceBest: progress.sinceBest + 1 },
      );
      return value;
    },
    savesAfter: (step) => plan !== undefined && step % plan.every === 0,
    async save() {
      if (savedAt === progress.step) return;
      await checkpoints?.save({ ...progress });
      savedAt = progress.step;
    },
    best: () =>
      progress.bestValue === null ? undefined : { step: progress.bestStep, value: progress.bestValue },
    restoreBest: () => best.putBack(),
  };
}

/** Copies of some parts, as they were at the best measurement. */
function bestKeeper(parts: Readonly<Record<string, Stateful>>) {
  let kept: TrainingState = {};
  const copies = (state: TrainingState): TrainingState =>
    Object.fromEntries(Object.entries(state).map(([name, values]) => [name, values.slice()]));
  return {
    keep() {
      const states = Object.entries(parts).map(([name, part]) => [name, part.state()] as const);
      kept = copies(joinStates(Object.fromEntries(states)));
    },
    putBack() {
      if (Object.keys(kept).length === 0) return;
      const states = splitState(kept, Object.keys(parts));
      for (const [name, part] of Object.entries(parts)) part.restore(states[name]);
    },
    state: () => kept,
    restore(state: TrainingState) {
      kept = copies(state);
    },
  };
}
