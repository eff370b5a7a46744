import type { Dataset, EventColumns, Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES } from '../../core/contracts/event.ts';
import { eventsBefore, firstEventAt } from '../../core/dataset-as-of.ts';
import { topIndices } from '../../core/maths.ts';
import type { ProgressStep } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import type { Catalogue } from '../../models/ranking/catalogue.ts';
import { historyOf, rowsByShopper } from '../../models/retrieval/shopper-histories.ts';
import { SCENE_CANDIDATES, sceneRowsOf } from '../../models/scenes/scene-recommender.ts';
import { sceneSpace, type SceneColumns } from '../../models/scenes/scene-space.ts';
import { SCENE_TASKS, TASK_EVENTS } from '../../models/scenes/scene-tasks.ts';
import type { SceneSamples } from './train-scene-samples.ts';

const DAY = 86_400_000;
const TASKS = SCENE_TASKS.length;
/** For each event type, the task that it fulfils, or -1. */
const TASK_OF = Int8Array.from(EVENT_TYPES, (type) =>
  SCENE_TASKS.findIndex((task) => TASK_EVENTS[task].includes(type)),
);

/** One visit of a shopper: a session, or a day of one whose sessions are not known. */
export interface Visit {
  readonly query: Query;
  /** For each task, the items that fulfilled it. */
  readonly taken: readonly ReadonlySet<number>[];
}

/** The visits that begin from `from` on and before `until`, each with what the shopper did before it. */
export function visitsBetween({ events }: Pick<Dataset, 'events'>, from: number, until: number): Visit[] {
  const { starts, rows } = rowsByShopper(events);
  const [firstRow, endRow] = [firstEventAt(events, from), firstEventAt(events, until)];
  const visits: Visit[] = [];
  for (let shopper = 0; shopper + 1 < starts.length; shopper++) {
    const own = rows.subarray(starts[shopper], starts[shopper + 1]);
    let place = own.findIndex((row) => row >= firstRow);
    while (place >= 0 && place < own.length && own[place] < endRow) {
      let end = place + 1;
      while (end < own.length && visitOf(events, own[end]) === visitOf(events, own[place])) end++;
      const began = place === 0 || visitOf(events, own[place - 1]) !== visitOf(events, own[place]);
      const visit = began ? readVisit(events, own, place, end) : undefined;
      if (visit) visits.push(visit);
      place = end;
    }
  }
  return visits;
}

function visitOf({ session, time }: EventColumns, row: number): string {
  return session[row] >= 0 ? `session ${session[row]}` : `day ${Math.floor(time[row] / DAY)}`;
}

/** Undefined where nothing was taken. */
function readVisit(events: EventColumns, own: Int32Array, begin: number, end: number): Visit | undefined {
  const taken = SCENE_TASKS.map(() => new Set<number>());
  let scene = -1;
  for (let place = begin; place < end; place++) {
    const row = own[place];
    if (scene < 0) scene = events.scene[row];
    const task = TASK_OF[events.type[row]];
    if (task >= 0 && events.item[row] >= 0) taken[task].add(events.item[row]);
  }
  if (taken.every(({ size }) => size === 0)) return undefined;
  const history = historyOf(events, own.subarray(0, begin));
  return { query: { history, now: events.time[own[begin]], scene }, taken };
}

export interface VisitSampling {
  /** Months of visits to learn from, the newest; default 6. */
  readonly windows?: number;
  /** Visits of a window at most, drawn at random; default 400. */
  readonly visits?: number;
  /** Items beside each one that was taken, drawn from the candidates; default 12. */
  readonly negatives?: number;
}

export const DEFAULT_SAMPLING = { windows: 6, visits: 400, negatives: 12 } as const;

/** A month, or a tenth of the data where that is less. */
export function windowLength({ count, time }: EventColumns): number {
  return count === 0 ? DAY : Math.max(1, Math.min(30 * DAY, (time[count - 1] + 1 - time[0]) / 10));
}

/**
 * What scene models learn from a shop's visits: each item that was taken, beside others that the first guess had put
 * forward then. Features are as they were at the beginning of each window. A task that no visit fulfils has weight 0.
 */
export function visitSamples(
  dataset: Dataset,
  catalogue: Catalogue,
  sampling: VisitSampling,
  { random, step }: { readonly random: Random; readonly step: ProgressStep },
): SceneSamples {
  const { windows, visits: most, negatives } = { ...DEFAULT_SAMPLING, ...sampling };
  const { events } = dataset;
  const length = windowLength(events);
  const end = events.count === 0 ? 0 : events.time[events.count - 1] + 1;
  const writer = createWriter(events);
  for (let back = windows; back >= 1; back--) {
    const cut = end - back * length;
    const all = visitsBetween(dataset, cut, cut + length).filter(
      ({ query }) => query.history.length > 0 || query.scene >= 0,
    );
    const drawn = all.length > most ? random.fork(back).shuffle(all).slice(0, most) : all;
    if (drawn.length === 0) continue;
    const space = sceneSpace(catalogue, eventsBefore(events, cut), cut);
    for (const visit of drawn) {
      writer.write(visit, space.columns(visit.query), negatives, random);
      step.advance();
    }
  }
  return writer.samples();
}

interface SampleWriter {
  write(visit: Visit, columns: SceneColumns, negatives: number, random: Random): void;
  samples(): SceneSamples;
}

function createWriter(events: EventColumns): SampleWriter {
  // Where nobody ever does it, there is nothing to learn of it.
  const recorded = SCENE_TASKS.map((_, task) => events.type.some((type) => TASK_OF[type] === task));
  const parts: { features: Float32Array; mask: Float32Array }[] = [];
  const scene: number[] = [];
  const event: number[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  let width = 0;
  let eventCount = 0;
  return {
    write({ query, taken }, columns, negatives, random) {
      const candidates = topIndices(columns.guess, SCENE_CANDIDATES);
      const any = new Set(taken.flatMap((items) => [...items]));
      const left = candidates.filter((item) => !any.has(item));
      width = columns.columns.length;
      for (const positive of candidates.filter((item) => any.has(item))) {
        const beside = left.length === 0 ? [] : Array.from({ length: negatives }, () => random.pick(left));
        const items = [positive, ...beside];
        parts.push(sceneRowsOf(columns, items));
        for (const item of items) {
          scene.push(query.scene);
          event.push(eventCount);
          labels.push(...taken.map((of) => Number(of.has(item))));
          weights.push(...recorded.map(Number));
        }
        eventCount++;
      }
    },
    samples() {
      const join = (pick: (part: (typeof parts)[number]) => Float32Array): Float32Array => {
        const whole = new Float32Array(scene.length * width);
        let at = 0;
        for (const part of parts) {
          whole.set(pick(part), at);
          at += pick(part).length;
        }
        return whole;
      };
      return {
        rows: scene.length,
        width,
        scenes: SCENES.length,
        features: join(({ features }) => features),
        mask: join(({ mask }) => mask),
        scene: Int32Array.from(scene),
        event: Int32Array.from(event),
        labels: Float32Array.from(labels),
        weights: Float32Array.from(weights),
      };
    },
  };
}

/** Weights of tasks whose rows have any, made to add up to 1; what nobody did has no say. */
export function taskWeightsOf(
  { weights }: Pick<SceneSamples, 'weights'>,
  wanted: readonly number[],
): number[] {
  const counted = wanted.map((weight, task) =>
    weights.some((one, i) => i % TASKS === task && one > 0) ? weight : 0,
  );
  const sum = counted.reduce((total, weight) => total + weight, 0);
  return counted.map((weight) => (sum > 0 ? weight / sum : 0));
}
