import type { Event } from '../../core/contracts/event.ts';
import type { Item } from '../../core/contracts/item.ts';
import type { User } from '../../core/contracts/user.ts';
import { DaogouError } from '../../core/errors.ts';
import { createRandom } from '../../core/random.ts';
import { generateCatalogue } from './catalogue.ts';
import { drawPerson } from './names.ts';
import { generateSessions } from './sessions.ts';
import { drawTaste } from './shoppers.ts';
import type { DemoTruth } from './truth.ts';

export interface DemoShopOptions {
  /** The same seed and sizes give the same shop, to the last event. */
  readonly seed: string | number;
  /** Number of items, 72 or more so that each kind has one. Default 720. */
  readonly items?: number;
  /** Number of known shoppers; guests come on top. Default 2,500. */
  readonly shoppers?: number;
  /** End of trade, ISO 8601 in UTC. Default 2026-10-01, so that the last day is 30 September. */
  readonly until?: string;
  /** Days of trade before the end. Default 273. */
  readonly days?: number;
}

export interface DemoShop {
  readonly items: Item[];
  readonly users: User[];
  /** Oldest first. */
  readonly events: Event[];
  readonly truth: DemoTruth;
}

const DAY = 86_400_000;
const SMALLEST = 72;

/**
 * The embedded shop: catalogue, people and nine months of behaviour, from a seed.
 * Pure, and about a second or two of work: call it in a worker thread (`demo-shop-worker.ts`).
 * @throws DaogouError `invalid-input` for sizes or an end that make no shop.
 */
export function generateDemoShop(options: DemoShopOptions): DemoShop {
  const { seed, items: itemCount = 720, shoppers = 2500, days = 273 } = options;
  const until = Date.parse(options.until ?? '2026-10-01T00:00:00.000Z');
  check(Number.isInteger(itemCount) && itemCount >= SMALLEST && itemCount <= 5000, 'items', itemCount);
  check(Number.isInteger(shoppers) && shoppers >= 1 && shoppers <= 100_000, 'shoppers', shoppers);
  check(Number.isFinite(days) && days >= 7 && days <= 3650, 'days', days);
  check(Number.isFinite(until), 'until', options.until);
  const random = createRandom(seed);
  const opening = until - days * DAY;
  const catalogue = generateCatalogue({ count: itemCount, opening, until }, random.fork('catalogue'));
  const people = Array.from({ length: shoppers }, (_, i) => {
    const draw = random.fork(`shopper ${i}`);
    const id = `demo-u${String(i + 1).padStart(4, '0')}`;
    return { id, attributes: drawPerson(draw.fork('person')), taste: drawTaste(draw.fork('taste')) };
  });
  const trade = { opening, until, activity: 1 };
  const { events, sessions } = generateSessions(catalogue, people, trade, random.fork('sessions'));
  return {
    items: catalogue.map(({ item }) => item),
    users: people.map(({ id, attributes }) => ({ id, attributes })),
    events,
    truth: {
      shoppers: Object.fromEntries(people.map(({ id, taste }) => [id, taste])),
      items: Object.fromEntries(catalogue.map(({ item, traits }) => [item.id, traits])),
      sessions,
    },
  };
}

const LIMITS = {
  items: 'a whole number from 72 to 5000',
  shoppers: 'a whole number from 1 to 100000',
  days: 'a number from 7 to 3650',
  until: 'a time in ISO 8601',
} as const;

function check(holds: boolean, name: keyof typeof LIMITS, received: unknown): void {
  if (holds) return;
  throw new DaogouError('invalid-input', `\`${name}\` of the demo shop must be ${LIMITS[name]}.`, {
    received,
    remedy: `Give \`${name}\` as ${LIMITS[name]}, or leave it out for the default.`,
  });
}
