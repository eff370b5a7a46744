/** The thread that measures what screens add to events where the next action is foretold. */
import { SCENES } from '../core/contracts/event.ts';
import type { ScreenReading } from '../core/contracts/screen.ts';
import { exposeToParent, progressToParent, workerInput } from '../core/workers.ts';
import { readSessionScreens, type ScreenSession } from '../data/formats/session-screens.ts';
import { evaluateSessionScreens, type SessionScreensReport } from '../learning/evaluation/session-screens.ts';
import { fitNextAction } from '../learning/training/fit-next-action.ts';
import {
  describeMoments,
  SHOP_CLASSES,
  type LoggedSession,
} from '../learning/training/next-action-samples.ts';
import { itemFacts } from '../models/actions/item-facts.ts';

export interface SessionScreensInput {
  readonly folder: string;
  readonly seed: number;
  readonly effort: number;
}

/** @param pixels by the picture's name: what was read from it */
async function measure(pixels: Readonly<Record<string, ScreenReading>>): Promise<SessionScreensReport> {
  const { folder, seed, effort } = workerInput<SessionScreensInput>();
  const { items, sessions } = await readSessionScreens(folder);
  const positions = new Map(items.map(({ id }, position) => [id, position]));
  const shoppers = new Map([...new Set(sessions.map(({ shopper }) => shopper))].map((one, i) => [one, i]));
  const describe = (screenOf: (moment: ScreenSession['moments'][number]) => ScreenReading | null) =>
    describeMoments(
      sessions.map(({ shopper, scene, moments }): LoggedSession => ({
        user: shoppers.get(shopper) ?? -1,
        scene: scene === null ? -1 : SCENES.indexOf(scene),
        events: moments.map(({ type, time, itemId }) => ({
          type,
          time: Date.parse(time),
          item: itemId === null ? -1 : (positions.get(itemId) ?? -1),
        })),
        screens: moments.map(screenOf),
      })),
      { classes: SHOP_CLASSES, factsOf: itemFacts(items) },
    );
  return evaluateSessionScreens({
    dataset: 'sessions with screens',
    samples: describe(({ screen }) => screen),
    pixels:
      Object.keys(pixels).length === 0
        ? null
        : describe(({ picture }) => (picture === null ? null : (pixels[picture] ?? null))),
    seed,
    fit: (train, context) => fitNextAction(train, context, { effort }),
    progress: progressToParent(),
  });
}

const methods = { measure };
export type SessionScreensMethods = typeof methods;

exposeToParent(methods);
