/** How well page types of screens are told: by screen, by page type, and by family of shops. */
import { PAGE_TYPES, type LabelledScreen, type PageType } from '../../core/contracts/screen.ts';
import type { Random } from '../../core/random.ts';
import type { Interval } from './intervals.ts';

/** What a model said of a screen. */
export interface PageAnswer {
  readonly screen: Pick<LabelledScreen, 'family' | 'source' | 'device' | 'language' | 'page'>;
  /** Probabilities in the order of PAGE_TYPES. */
  readonly pages: readonly number[];
}

export interface PageMeasures {
  /**
   * `accuracy` and `macro-f1` over all screens, their means over families (`family-accuracy`, `family-macro-f1`),
   * accuracy and macro-F1 by device and language (`phone-accuracy`, …), and the expected calibration error (`ece`).
   */
  readonly metrics: Readonly<Record<string, number>>;
  /** With 95 % confidence over other families of shops; by the names of `metrics`. */
  readonly intervals: Readonly<Record<string, Interval>>;
  readonly families: readonly GroupMeasures[];
  readonly sources: readonly GroupMeasures[];
  /** Of each page type that is there or was said. */
  readonly pages: Readonly<Partial<Record<PageType, PageTypeMeasures>>>;
  /** Rows: what it was; columns: what was said; in the order of PAGE_TYPES. */
  readonly confusion: readonly (readonly number[])[];
}

export interface GroupMeasures {
  readonly name: string;
  readonly screens: number;
  readonly accuracy: number;
  readonly macroF1: number;
}

export interface PageTypeMeasures {
  readonly screens: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const RESAMPLES = 1000;
const CALIBRATION_BINS = 10;

/** Measures the answers of one model; there must be some. The intervals draw whole families with replacement. */
export function measurePages(answers: readonly PageAnswer[], random: Random): PageMeasures {
  const judged = answers.map(judge);
  const families = groupsOf(judged, ({ screen }) => screen.family);
  return {
    metrics: metricsOf(judged, families),
    intervals: intervalsOf(judged, random),
    families,
    sources: groupsOf(judged, ({ screen }) => screen.source),
    pages: Object.fromEntries(
      PAGE_TYPES.map((page, type) => [page, ofType(judged, type)] as const).filter(
        ([, measures]) => measures.screens > 0 || measures.precision > 0,
      ),
    ),
    confusion: confusionOf(judged),
  };
}

interface JudgedAnswer {
  readonly screen: PageAnswer['screen'];
  readonly truth: number;
  readonly said: number;
  readonly probability: number;
}

function judge({ pages, screen }: PageAnswer): JudgedAnswer {
  const probability = Math.max(...pages);
  return { screen, truth: PAGE_TYPES.indexOf(screen.page), said: pages.indexOf(probability), probability };
}

function metricsOf(
  judged: readonly JudgedAnswer[],
  families: readonly GroupMeasures[],
): Record<string, number> {
  const metrics: Record<string, number> = {
    accuracy: accuracyOf(judged),
    'macro-f1': macroF1Of(judged),
    'family-accuracy': mean(families.map(({ accuracy }) => accuracy)),
    'family-macro-f1': mean(families.map(({ macroF1 }) => macroF1)),
  };
  for (const [name, belongs] of [
    ['computer', ({ device }: PageAnswer['screen']) => device === 'computer'],
    ['phone', ({ device }: PageAnswer['screen']) => device === 'phone'],
    ['english', ({ language }: PageAnswer['screen']) => language === 'en'],
    ['chinese', ({ language }: PageAnswer['screen']) => language === 'zh'],
  ] as const) {
    const part = judged.filter(({ screen }) => belongs(screen));
    if (part.length === 0) continue;
    metrics[`${name}-accuracy`] = accuracyOf(part);
    metrics[`${name}-macro-f1`] = macroF1Of(part);
  }
  return { ...metrics, ece: calibrationError(judged) };
}

/** Percentile bootstrap (Efron, 1979) over families: screens of one family are not independent of each other. */
function intervalsOf(judged: readonly JudgedAnswer[], random: Random): Record<string, Interval> {
  const members = [...Map.groupBy(judged, ({ screen }) => screen.family).values()];
  const measures = { accuracy: accuracyOf, 'macro-f1': macroF1Of };
  const drawn = Array.from({ length: RESAMPLES }, () => {
    const groups = members.map(() => random.pick(members));
    return { flat: groups.flat(), groups };
  });
  const intervals: Record<string, Interval> = {};
  for (const [name, measure] of Object.entries(measures)) {
    intervals[name] = percentiles(
      drawn.map(({ flat }) => measure(flat)),
      measure(judged),
    );
    intervals[`family-${name}`] = percentiles(
      drawn.map(({ groups }) => mean(groups.map(measure))),
      mean(members.map(measure)),
    );
  }
  return intervals;
}

function percentiles(values: number[], whole: number): Interval {
  values.sort((a, b) => a - b);
  const at = (share: number): number =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))];
  return { mean: whole, low: at(0.025), high: at(0.975) };
}

function groupsOf(
  judged: readonly JudgedAnswer[],
  nameOf: (answer: JudgedAnswer) => string,
): GroupMeasures[] {
  return [...Map.groupBy(judged, nameOf)]
    .map(([name, own]) => ({ name, screens: own.length, accuracy: accuracyOf(own), macroF1: macroF1Of(own) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const accuracyOf = (judged: readonly JudgedAnswer[]): number =>
  mean(judged.map(({ said, truth }) => (said === truth ? 1 : 0)));

/** The mean F1 of the page types that are there; one that was said where none is counts against the others alone. */
function macroF1Of(judged: readonly JudgedAnswer[]): number {
  const there = new Set(judged.map(({ truth }) => truth));
  return mean([...there].map((type) => ofType(judged, type).f1));
}

function ofType(judged: readonly JudgedAnswer[], type: number): PageTypeMeasures {
  let hits = 0;
  let screens = 0;
  let said = 0;
  for (const answer of judged) {
    if (answer.truth === type) screens++;
    if (answer.said === type) said++;
    if (answer.truth === type && answer.said === type) hits++;
  }
  return {
    screens,
    precision: said === 0 ? 0 : hits / said,
    recall: screens === 0 ? 0 : hits / screens,
    f1: screens + said === 0 ? 0 : (2 * hits) / (screens + said),
  };
}

function confusionOf(judged: readonly JudgedAnswer[]): number[][] {
  const table = PAGE_TYPES.map(() => PAGE_TYPES.map(() => 0));
  for (const { said, truth } of judged) table[truth][said]++;
  return table;
}

/** How far stated probabilities are from what came true, over ten bins (Naeini and others, 2015). */
function calibrationError(judged: readonly JudgedAnswer[]): number {
  const bins = Map.groupBy(judged, ({ probability }) =>
    Math.min(CALIBRATION_BINS - 1, Math.floor(probability * CALIBRATION_BINS)),
  );
  let error = 0;
  for (const own of bins.values()) {
    const stated = mean(own.map(({ probability }) => probability));
    error += (own.length / judged.length) * Math.abs(stated - accuracyOf(own));
  }
  return error;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
