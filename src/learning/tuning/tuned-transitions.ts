import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext, RecommenderKind } from '../../core/contracts/recommender.ts';
import { gainOf } from '../../models/retrieval/sequence/blend-search.ts';
import { holdOutLastSteps, type PastStep } from '../../models/retrieval/sequence/last-steps.ts';
import {
  TRANSITION_DEFAULTS,
  transitions,
  type TransitionOptions,
} from '../../models/retrieval/transitions.ts';
import { runStudy } from './run-study.ts';
import type { SearchSpace, Setting } from './search-space.ts';
import type { TrialLog } from './trial-log.ts';

export interface TransitionTuning {
  /** Time for trials, those of earlier runs included; one is made in any case. Default 3 minutes. */
  readonly milliseconds?: number;
  /** Trials in all. Default 60. */
  readonly trials?: number;
  /** Shoppers whose last step the trials are judged by, a tenth of all at most. Default 2,000. */
  readonly heldOut?: number;
  /** Where trials are logged, by what the study is of. Default: in memory. */
  readonly openLog?: (about: StudySubject) => Promise<TrialLog>;
}

/** What tells one study from another: its values say nothing about other data. */
export interface StudySubject {
  readonly model: string;
  readonly space: SearchSpace;
  readonly items: number;
  readonly events: number;
  /** Of the first and the last event, in milliseconds since 1970 in UTC. */
  readonly span: readonly number[];
  readonly heldOut: number;
}

const MINUTE = 60_000;
const DEFAULTS = { milliseconds: 3 * MINUTE, trials: 60, heldOut: 2_000 } as const;
/** Fewer held-out shoppers than this decide nothing. */
const FEWEST = 100;

/** What may differ from shop to shop; the rest hardly matters. */
const SPACE = {
  stepDecay: { kind: 'real', from: 0.6, to: 1 },
  days: { kind: 'real', from: 3, to: 300, scale: 'log' },
  timePower: { kind: 'real', from: 0.1, to: 1.5 },
  backward: { kind: 'real', from: 0, to: 1 },
  backwardSameTime: { kind: 'real', from: 0, to: 1 },
  shrinkage: { kind: 'real', from: 0.5, to: 20, scale: 'log' },
  rowPower: { kind: 'real', from: 0.2, to: 1 },
  columnPower: { kind: 'real', from: -0.2, to: 0.5 },
  likeness: { kind: 'real', from: 0.25, to: 16, scale: 'log' },
  pastDecay: { kind: 'real', from: 0.2, to: 0.95 },
  pastDays: { kind: 'real', from: 1, to: 90, scale: 'log' },
  pastPower: { kind: 'real', from: 0.1, to: 1.5 },
} as const satisfies SearchSpace & { [name in keyof TransitionOptions]?: unknown };

/**
 * Transitions whose constants are searched for on the last steps of shoppers, held out from what each trial counts, and
 * then counted on everything. A shop with fewer than 1,000 shoppers of three events keeps the defaults.
 */
export function tunedTransitions(tuning: TransitionTuning = {}): RecommenderKind {
  const plain = transitions();
  return {
    name: plain.name,
    async fit(dataset, context) {
      const found = transitions(await search(dataset, tuning, context));
      const fitted = await found.fit(dataset, context);
      return {
        name: fitted.name,
        score: (queries) => fitted.score(queries),
        save: (artifacts) => fitted.save(artifacts),
        refit: (other, again) => found.fit(other, again),
      };
    },
    load: (artifacts, dataset) => plain.load(artifacts, dataset),
  };
}

async function search(
  dataset: Dataset,
  { heldOut = DEFAULTS.heldOut, openLog = inMemory, ...limits }: TransitionTuning,
  { random, progress }: FitContext,
): Promise<TransitionOptions> {
  const { rest, held } = holdOutLastSteps(dataset, heldOut, random.fork('held out'));
  if (held.length < FEWEST) return {};
  const { events, items } = dataset;
  const span = [events.time[0], events.time[events.count - 1]];
  const about = {
    model: 'transitions',
    space: SPACE,
    items: items.length,
    events: events.count,
    span,
    heldOut,
  };
  const log = await openLog(about);
  const spent = log.trials.reduce((sum, { seconds }) => sum + 1_000 * seconds, 0);
  const { milliseconds = DEFAULTS.milliseconds, trials = DEFAULTS.trials } = limits;
  const { best } = await runStudy({
    space: SPACE,
    first: Object.fromEntries(
      Object.keys(SPACE).map((name) => [name, TRANSITION_DEFAULTS[name as keyof typeof SPACE]]),
    ),
    measure: (setting, draws) => meanGain(setting, rest, held, { random: draws, progress }),
    log,
    trials,
    milliseconds: Math.max(0, milliseconds - spent),
    random: random.fork('study'),
    progress,
  });
  return best.setting;
}

/** The mean of 1 / log2(1 + rank) of what was held out. */
async function meanGain(
  setting: Setting,
  rest: Dataset,
  held: readonly PastStep[],
  context: FitContext,
): Promise<number> {
  const counted = await transitions(setting).fit(rest, context);
  let gain = 0;
  for (const { query, target } of held) {
    const [scores] = await counted.score([query]);
    gain += gainOf(target, scores);
  }
  return gain / held.length;
}

async function inMemory(): Promise<TrialLog> {
  return { trials: [], append: async () => undefined };
}
