import type { Progress } from '../core/progress.ts';
import type { ScreenEvidence } from './evaluate-screens-evidence.ts';
import type { SightCatalogue } from './screens.ts';

/** What a part of the evaluation is given. */
export interface ScreensPartInput {
  /** The screens that are asked about, read anew each time it is called. */
  readonly tested: () => AsyncIterable<ScreenEvidence>;
  /** Others that may be learned from; undefined: the tested ones, by folds over families. */
  readonly taught: (() => AsyncIterable<ScreenEvidence>) | undefined;
  /** The shop whose products are to be recognised, where there is one. */
  readonly catalogue: SightCatalogue | undefined;
  readonly seed: string | number;
  readonly progress: Progress;
}

/** What one model got in one part; parts add fields of their own. */
export interface ScreensResult {
  readonly part: string;
  readonly model: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly [field: string]: unknown;
}

/** One question about screens, such as what page it is: a new one is one file, and one line in the worker. */
export type ScreensPart = (
  input: ScreensPartInput,
) => Promise<{ readonly part: string; readonly results: readonly ScreensResult[] }>;
