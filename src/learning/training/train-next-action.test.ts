import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES, type EventType } from '../../core/contracts/event.ts';
import { silentProgress, type Progress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { LEARNT_ACTIONS, type SessionEvent } from '../../models/actions/session-state.ts';
import { NextActionModel } from '../../models/actions/next-action-model.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { trainNextAction, type TrainedNextAction } from './train-next-action.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1);

interface ToySession {
  readonly scene: number;
  readonly events: readonly SessionEvent[];
}

function logOf(sessions: readonly ToySession[]): Dataset {
  const rows = sessions
    .flatMap(({ scene, events }, session) => events.map((event) => ({ ...event, scene, session })))
    .sort((a, b) => a.time - b.time);
  return {
    source: 'toy',
    items: [],
    userIds: [],
    events: {
      count: rows.length,
      time: Float64Array.from(rows, ({ time }) => time),
      type: Uint8Array.from(rows, ({ type }) => EVENT_TYPES.indexOf(type)),
      user: new Int32Array(rows.length).fill(-1),
      item: Int32Array.from(rows, ({ item }) => item),
      session: Int32Array.from(rows, ({ session }) => session),
      scene: Int8Array.from(rows, ({ scene }) => scene),
    },
  };
}

const sessionOf = (
  scene: string,
  started: number,
  types: readonly (readonly [EventType, number])[],
): ToySession => ({
  scene: SCENES.findIndex((name) => name === scene),
  events: types.map(([type, item], i) => ({ type, item, time: started + i * 20_000 })),
});

/**
 * A grammar that two actions back do not tell: after two views, who shops for the day puts the item into the cart,
 * who shops for a gift saves it; and who comes from the cart with two things in it goes to the checkout.
 */
function toySession(number: number): ToySession {
  const scene = number % 2 ? 'gift' : 'daily';
  const choice: EventType = number % 2 ? 'add_to_wishlist' : 'add_to_cart';
  const rounds = 1 + (number % 3);
  const looks = Array.from({ length: rounds }, (_, i): (readonly [EventType, number])[] => [
    ['view_item', 2 * i],
    ['view_item', 2 * i + 1],
    [choice, 2 * i + 1],
    ['view_cart', -1],
  ]).flat();
  const end: (readonly [EventType, number])[] =
    rounds > 1 && !(number % 2)
      ? [
          ['begin_checkout', -1],
          ['purchase', 1],
        ]
      : [['search', -1]];
  return sessionOf(scene, START + number * HOUR, [...looks, ...end]);
}

const TOY_SESSIONS = 240;

const train = (dataset: Dataset, effort = 1): Promise<TrainedNextAction | undefined> =>
  trainNextAction(dataset, { random: createRandom('toy'), progress: silentProgress }, { effort });

describe('trainNextAction', () => {
  const shop = logOf(Array.from({ length: TOY_SESSIONS }, (_, number) => toySession(number)));
  let trained: TrainedNextAction;
  beforeAll(async () => {
    const result = await train(shop);
    if (!result) throw new Error('the toy shop has sessions enough');
    trained = result;
  });

  it('learns a grammar that two actions back do not tell', () => {
    const { accuracy, bigramAccuracy, bigramMacroF1, macroF1 } = trained.metrics;
    expect(bigramAccuracy).toBeLessThan(0.85);
    expect(accuracy).toBeGreaterThan(bigramAccuracy + 0.1);
    expect(macroF1).toBeGreaterThan(bigramMacroF1 + 0.1);
    // How many rounds a shopper goes is chance: nobody can foretell all.
    expect(accuracy).toBeGreaterThan(0.9);
  });

  it('takes as many steps as the effort asks for', async () => {
    const steps: number[] = [];
    const progress: Progress = {
      start: (label, total) => {
        if (label === 'Learning what comes next') steps.push(total);
        return silentProgress.start(label, total);
      },
    };
    const context = { random: createRandom('toy'), progress };
    for (const effort of [0.02, 0.1]) await trainNextAction(shop, context, { effort });
    // One network a fold and one of all, twice.
    expect(steps).toHaveLength(6);
    expect(steps[0]).toBeGreaterThan(0);
    expect(steps[3]).toBeGreaterThan(3 * steps[0]);
  });

  it('gives every action a probability, together 1: the one to name first, then likeliest first', async () => {
    const { events } = toySession(0);
    for (const past of [[], events.slice(0, 1), events]) {
      const { actions, leastSure } = await trained.model.predict({ events: past, now: START, scene: -1 });
      expect(leastSure).toBeGreaterThan(0);
      expect(leastSure).toBeLessThan(1);
      expect(new Set(actions.map(({ action }) => action))).toEqual(new Set(LEARNT_ACTIONS));
      const probabilities = actions.map(({ probability }) => probability);
      expect(probabilities.slice(1)).toEqual(probabilities.slice(1).toSorted((a, b) => b - a));
      expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
    }
  });

  it('predicts by the scene', async () => {
    const { events } = toySession(0);
    const next = async (scene: number): Promise<string> =>
      (await trained.model.predict({ events: events.slice(0, 2), now: START, scene })).actions[0].action;
    expect(await next(SCENES.indexOf('daily'))).toBe('add_to_cart');
    expect(await next(SCENES.indexOf('gift'))).toBe('add_to_wishlist');
  });

  const session = { events: toySession(3).events.slice(0, 3), now: START, scene: 2 };

  it('predicts the same after it was stored', async () => {
    const artifacts = createMemoryArtifacts();
    await trained.model.save(artifacts);
    const stored = await NextActionModel.load(artifacts);
    expect(await stored.predict(session)).toEqual(await trained.model.predict(session));
  });

  it('predicts the same after training again from the same seed', async () => {
    const [once, again] = [await train(shop, 0.02), await train(shop, 0.02)];
    expect(again?.metrics).toEqual(once?.metrics);
    expect(await again?.model.predict(session)).toEqual(await once?.model.predict(session));
  });

  it('names a rare action first where its weight says so', async () => {
    const { space, actions, members, judgement } = trained.model;
    const [named] = (await trained.model.predict(session)).actions;
    const weights = actions.map((action) => (action === 'leave' ? 1e9 : 1));
    const model = new NextActionModel(space, actions, members, { ...judgement, weights });
    const { actions: told } = await model.predict(session);
    expect(told[0].action).toBe('leave');
    expect(told[1]).toEqual(named);
  });

  it('answers questions that overlap as it answers them one by one', async () => {
    const sessions = Array.from({ length: 8 }, (_, i) => ({
      events: toySession(i).events.slice(0, i),
      now: START,
      scene: i % 6,
    }));
    const apart = [];
    for (const session of sessions) apart.push(await trained.model.predict(session));
    expect(await Promise.all(sessions.map((session) => trained.model.predict(session)))).toEqual(apart);
  });

  it('gives up where there is too little to learn from, or no time to tell old from new', async () => {
    expect(await train(logOf([]))).toBeUndefined();
    expect(await train(logOf(Array.from({ length: 20 }, (_, number) => toySession(number))))).toBeUndefined();
    const atOnce = Array.from({ length: 240 }, (_, number) => {
      const { events, scene } = toySession(number);
      return { scene, events: events.map((event) => ({ ...event, time: START })) };
    });
    expect(await train(logOf(atOnce))).toBeUndefined();
  });
});
