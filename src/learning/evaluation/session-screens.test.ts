import { beforeAll, describe, expect, it } from 'vitest';
import type { ScreenReading } from '../../core/contracts/screen.ts';
import { createRandom } from '../../core/random.ts';
import { fitNextAction } from '../training/fit-next-action.ts';
import { describeMoments, SHOP_CLASSES, type LoggedSession } from '../training/next-action-samples.ts';
import { evaluateSessionScreens, type SessionScreensReport } from './session-screens.ts';

const screen = (price: string): ScreenReading => ({
  stage: 'text',
  source: 'dom',
  width: 400,
  height: 800,
  page: { type: 'product', probability: 1 },
  pages: [0, 0, 0, 1, 0, 0, 0, 0, 0],
  elements: [],
  products: [],
  lines: [{ text: price, box: [0, 0, 1, 1], confidence: 1 }],
  doubts: [],
});

/** Whoever sees a low price puts it into the cart; where `tells` is false, the price is anyone's guess. */
function sessions(tells: boolean): LoggedSession[] {
  const random = createRandom(`sessions ${tells}`);
  return Array.from({ length: 60 }, (_, user) => {
    const isCheap = random.next() < 0.5;
    const shown = tells ? isCheap : random.next() < 0.5;
    const time = Date.UTC(2026, 0, 1);
    return {
      user,
      scene: -1,
      events: [
        { type: 'view_item', time, item: 1 },
        { type: isCheap ? 'add_to_cart' : 'view_cart', time: time + 9_000, item: isCheap ? 1 : -1 },
      ],
      screens: [screen(shown ? '¥5.00' : '¥5,000.00'), null],
    };
  });
}

async function measure(tells: boolean): Promise<SessionScreensReport> {
  const samples = describeMoments(sessions(tells), { classes: SHOP_CLASSES });
  return evaluateSessionScreens({
    dataset: 'made up',
    samples,
    pixels: tells ? samples : null,
    seed: 1,
    folds: 2,
    fit: (train, context) => fitNextAction(train, context, { kinds: ['trees'], folds: 2, effort: 0.5 }),
  });
}

describe('what a screen adds to events', () => {
  let told: SessionScreensReport;
  beforeAll(async () => {
    told = await measure(true);
  });

  it('is found where only the screen tells what comes next', () => {
    expect(told.split).toMatchObject({ shoppers: 60, moments: 60 });
    expect(told.comparison['accuracy over events'].low).toBeGreaterThan(0.2);
    expect(told.comparison['log-loss over events'].low).toBeGreaterThan(0);
    expect(told.comparison['accuracy over events-own'].low).toBeGreaterThan(0.2);
  });

  it('is the same from pictures that say the same', () => {
    expect(told.pixels?.results[0].metrics).toEqual(told.results[0].metrics);
    expect(told.pixels?.comparison['log-loss over both-dom'].mean).toBeCloseTo(0, 9);
  });

  it('is nothing where the screen tells nothing, and no moment without a screen counts', async () => {
    const { comparison, pixels } = await measure(false);
    expect(pixels).toBeNull();
    expect(comparison['accuracy over events'].low).toBeLessThanOrEqual(0);
  });
});
