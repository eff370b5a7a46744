/** The thread that measures what is seen on screens. */
import { exposeToParent, progressToParent, workerInput } from '../core/workers.ts';
import { DaogouError } from '../core/errors.ts';
import { readScreens } from '../data/formats/screens.ts';
import type { BadRow } from '../core/contracts/import-report.ts';
import { screenEvidence } from './evaluate-screens-evidence.ts';
import { evaluateElements } from './evaluate-screens-elements.ts';
import { evaluatePages } from './evaluate-screens-pages.ts';
import { evaluateProducts } from './evaluate-screens-products.ts';
import type { ScreensPart, ScreensResult } from './evaluate-screens-parts.ts';
import type { SightCatalogue } from './screens.ts';

export interface ScreensInput {
  readonly folder: string;
  readonly trainedOn: string | undefined;
  readonly catalogue: SightCatalogue | undefined;
  readonly texts: string;
  readonly seed: string | number;
  /** Names of the parts to measure; undefined: all. */
  readonly only: readonly string[] | undefined;
}

export interface ScreensReport {
  readonly dataset: string;
  readonly protocol: 'screens';
  readonly split: {
    readonly folds: 'family' | 'other-screens';
    readonly trainedOn: string | null;
    readonly screens: number;
    readonly families: number;
    readonly sources: number;
  };
  /** Rows and pictures that could not be used. */
  readonly badRows: readonly BadRow[];
  readonly results: readonly ScreensResult[];
}

const PARTS: Readonly<Record<string, ScreensPart>> = {
  pages: evaluatePages,
  elements: evaluateElements,
  products: evaluateProducts,
};

const input = workerInput<ScreensInput>();

const methods = {
  async evaluate(): Promise<ScreensReport> {
    const tested = await source(input.folder);
    const taught = input.trainedOn === undefined ? undefined : await source(input.trainedOn);
    const { screens } = tested;
    const families = new Set(screens.map(({ family }) => family)).size;
    if (screens.length === 0 || (!taught && families < 2 && input.only?.includes('pages') !== false))
      throw tooFew(screens.length, families);
    const results: ScreensResult[] = [];
    const chosen = Object.entries(PARTS).filter(([name]) => input.only?.includes(name) ?? true);
    for (const [, part] of chosen) {
      const { catalogue, seed } = input;
      const report = await part({
        tested: tested.read,
        taught: taught?.read,
        catalogue,
        seed,
        progress: progressToParent(),
      });
      results.push(...report.results);
    }
    return {
      dataset: input.folder,
      protocol: 'screens',
      split: {
        folds: taught ? 'other-screens' : 'family',
        trainedOn: input.trainedOn ?? null,
        screens: screens.length,
        families,
        sources: new Set(screens.map((screen) => screen.source)).size,
      },
      badRows: [...tested.badRows, ...(taught?.badRows ?? [])],
      results,
    };
  },
};

export type ScreensMethods = typeof methods;

async function source(folder: string) {
  const { badRows, screens } = await readScreens(folder);
  const faults: BadRow[] = [...badRows];
  const read = () =>
    screenEvidence({
      folder,
      screens,
      texts: input.texts,
      progress: progressToParent(),
      onFault({ file }, { message }) {
        if (!faults.some((fault) => fault.file === file)) {
          faults.push({ file, line: null, reason: 'picture cannot be read', value: message.slice(0, 200) });
        }
      },
    });
  return { screens, badRows: faults, read };
}

function tooFew(screens: number, families: number): DaogouError {
  return new DaogouError('not-enough-data', 'There are too few screens to ask about shops never seen', {
    received: { screens, families },
    remedy: 'Give screens of two families at least, or others to learn from by --trained-on.',
  });
}

exposeToParent(methods);
