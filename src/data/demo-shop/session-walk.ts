/**
 * One session, step by step. What a shopper does next depends on where they are, what they have seen, what lies in
 * the cart, how much patience is left and which scene they are in; so the next action can be learnt from the last.
 */
import type { EventType, Scene } from '../../core/contracts/event.ts';
import { softmax } from '../../core/maths.ts';
import type { Random } from '../../core/random.ts';
import { sessionUtility } from './choice.ts';
import { COMPLEMENTS } from './complements.ts';
import type { Market } from './market.ts';
import { writeQuery } from './queries.ts';
import type { SessionPlan } from './session-plan.ts';

export interface Step {
  readonly type: EventType;
  /** Milliseconds since 1970 in UTC, later than the step before. */
  readonly time: number;
  /** Position in the catalogue, or -1. */
  readonly item: number;
  readonly quantity: number;
  readonly query: string | null;
  /** What a list showed, as positions in the catalogue from the top; missing for steps that show none. */
  readonly shown?: readonly number[];
}

interface Habits {
  /** Mean number of pages before patience ends. */
  readonly patience: number;
  /** Odds, in logits, of putting an item of average appeal into the cart. */
  readonly wanting: number;
  readonly checksOut: number;
  readonly searches: number;
  readonly wishes: number;
  /** Mean seconds on a page. */
  readonly seconds: number;
}

const HABITS: Readonly<Record<Scene, Habits>> = {
  daily: { patience: 4, wanting: -3.3, checksOut: 0.52, searches: 0.4, wishes: 0.02, seconds: 22 },
  luxury: { patience: 5, wanting: -6.5, checksOut: 0.36, searches: 0.15, wishes: 0.2, seconds: 70 },
  gift: { patience: 4.8, wanting: -4.7, checksOut: 0.48, searches: 0.3, wishes: 0.14, seconds: 45 },
  replenish: { patience: 6, wanting: -2, checksOut: 0.76, searches: 0.5, wishes: 0.01, seconds: 14 },
  browse: { patience: 4.6, wanting: -6.4, checksOut: 0.36, searches: 0.22, wishes: 0.1, seconds: 34 },
  urgent: { patience: 3.2, wanting: -3.2, checksOut: 0.74, searches: 0.8, wishes: 0.01, seconds: 11 },
};

const LIST_LENGTH = 12;
const MOST_STEPS = 90;

interface Walk {
  readonly market: Market;
  readonly plan: SessionPlan;
  readonly random: Random;
  readonly habits: Habits;
  readonly steps: Step[];
  readonly seen: Set<number>;
  readonly cart: Map<number, number>;
  readonly intents: string[];
  /** Utilities worked out so far, by position. */
  readonly utilities: Map<number, number>;
  time: number;
  patience: number;
  shown: number[];
}

type Place = 'list' | 'item' | 'cart' | 'checkout' | 'gone';

/** The steps of a session; `bought` and `boughtKinds` of the shopper are brought up to date. */
export function walkSession(market: Market, plan: SessionPlan, random: Random): Step[] {
  const habits = HABITS[plan.scene];
  const walk: Walk = {
    market,
    plan,
    random,
    habits,
    steps: [],
    seen: new Set(),
    cart: new Map(),
    intents: [...plan.intents],
    utilities: new Map(),
    time: plan.start,
    patience: 1 + habits.patience * (0.25 + 0.75 * -Math.log(1 - random.next())),
    shown: [],
  };
  if (chance(walk, plan.scene === 'browse' || plan.scene === 'gift' ? 0.14 : 0.05)) enterByPromotion(walk);
  let place: Place = 'list';
  while (place !== 'gone' && walk.steps.length < MOST_STEPS) place = visit(walk, place);
  return walk.steps;
}

function visit(walk: Walk, place: Exclude<Place, 'gone'>): Place {
  switch (place) {
    case 'list':
      return visitList(walk);
    case 'item':
      return visitItem(walk);
    case 'cart':
      return visitCart(walk);
    case 'checkout':
      return checkOut(walk);
    default:
      return place satisfies never;
  }
}

const chance = (walk: Walk, probability: number): boolean => walk.random.next() < probability;
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function utilityOf({ market, plan, utilities }: Walk, position: number): number {
  const known = utilities.get(position);
  if (known !== undefined) return known;
  const utility = sessionUtility(market, plan, position);
  utilities.set(position, utility);
  return utility;
}

function act(walk: Walk, type: EventType, item = -1, more: { quantity?: number; query?: string } = {}): void {
  walk.steps.push({ type, time: walk.time, item, quantity: more.quantity ?? 1, query: more.query ?? null });
  if (item >= 0) walk.market.noticed(item, walk.time, type === 'purchase' ? 3 : 1);
  const seconds = 1 + walk.habits.seconds * -Math.log(1 - walk.random.next()) * 0.9;
  walk.time += Math.ceil(Math.min(seconds, 300) * 1000);
}

function enterByPromotion(walk: Walk): void {
  act(walk, 'view_promotion');
  if (chance(walk, 0.45)) act(walk, 'select_promotion');
}

function visitList(walk: Walk): Place {
  if (walk.patience <= 0) return giveUp(walk);
  walk.patience -= 1;
  showList(walk);
  return chooseFromList(walk);
}

function showList(walk: Walk): void {
  const { market, plan, random } = walk;
  const kind = walk.intents[0] ?? random.pick(plan.intents);
  const wandering = walk.intents.length === 0 || (plan.scene === 'browse' && chance(walk, 0.25));
  const pool = wandering ? wanderingPool(walk, kind) : (market.byKind.get(kind) ?? []);
  if (!wandering && chance(walk, walk.habits.searches)) {
    act(walk, 'search', -1, { query: writeQuery(market, plan, kind, random) });
  } else act(walk, 'view_item_list');
  const usual = pool.filter((position) => plan.shopper.bought.has(position) && plan.scene !== 'gift');
  const found = market.list(pool, walk.time, LIST_LENGTH, random);
  walk.shown = [...new Set([...usual, ...found])].slice(0, LIST_LENGTH);
  const last = walk.steps.length - 1;
  walk.steps[last] = { ...walk.steps[last], shown: walk.shown };
}

/** Someone who strolls sees the whole department of what they came for. */
function wanderingPool({ market }: Walk, kind: string): number[] {
  const department = market.items[market.byKind.get(kind)?.[0] ?? 0].traits.department;
  return market.items.flatMap(({ traits }, position) => (traits.department === department ? [position] : []));
}

function chooseFromList(walk: Walk): Place {
  const { plan, random } = walk;
  const open = walk.shown.filter((position) => !walk.seen.has(position) && !walk.cart.has(position));
  // The last option is to take none of them; the higher a list shows an item, the sooner it is looked at.
  const scores = [
    ...open.map((position, place) => 0.9 * utilityOf(walk, position) - 0.06 * place),
    plan.scene === 'urgent' ? -0.5 : 0.9,
  ];
  const choice = random.weighted(softmax(scores));
  if (choice === open.length) {
    if (walk.intents.length > 1 && chance(walk, 0.5)) walk.intents.push(walk.intents.shift() ?? '');
    walk.patience -= 0.7;
    return chance(walk, 0.12) ? giveUp(walk) : 'list';
  }
  act(walk, 'select_item', open[choice]);
  act(walk, 'view_item', open[choice]);
  walk.seen.add(open[choice]);
  return 'item';
}

function visitItem(walk: Walk): Place {
  const { market, habits } = walk;
  const item = walk.steps[walk.steps.length - 1].item;
  walk.patience -= 1;
  const utility = utilityOf(walk, item);
  const own = walk.intents.includes(market.items[item].traits.kind) ? 0 : -0.6;
  if (chance(walk, sigmoid(habits.wanting + own + 0.85 * utility - 0.25 * walk.cart.size))) {
    return putIntoCart(walk, item);
  }
  if (utility > 1 && chance(walk, habits.wishes)) act(walk, 'add_to_wishlist', item);
  if (walk.patience <= 0) return giveUp(walk);
  // A look that disappoints leads to a new list sooner than one that nearly convinced.
  return chance(walk, sigmoid(0.3 + 0.35 * utility)) ? chooseFromList(walk) : 'list';
}

function putIntoCart(walk: Walk, item: number): Place {
  const { market, plan, random } = walk;
  const { kind } = market.items[item].traits;
  const isStock = market.kinds.get(kind)?.restockDays !== undefined;
  const quantity = isStock && plan.scene !== 'gift' ? 1 + random.weighted([6, 3, 1]) : 1;
  act(walk, 'add_to_cart', item, { quantity });
  walk.cart.set(item, quantity);
  const met = walk.intents.indexOf(kind);
  if (met >= 0) walk.intents.splice(met, 1);
  const companions = COMPLEMENTS[kind]?.filter((other) => market.byKind.has(other)) ?? [];
  if (companions.length > 0 && plan.scene !== 'urgent' && chance(walk, 0.3)) {
    walk.intents.unshift(random.pick(companions));
    return 'list';
  }
  if (walk.intents.length > 0 && walk.patience > 0) return 'list';
  return chance(walk, 0.85) ? 'cart' : 'list';
}

function visitCart(walk: Walk): Place {
  if (walk.cart.size === 0) return 'list';
  act(walk, 'view_cart');
  const doubtful = leastWanted(walk);
  if (chance(walk, sigmoid(-2.6 - 0.7 * doubtful.utility + 0.35 * walk.cart.size))) {
    act(walk, 'remove_from_cart', doubtful.item, { quantity: walk.cart.get(doubtful.item) ?? 1 });
    walk.cart.delete(doubtful.item);
    if (walk.cart.size === 0) return chance(walk, 0.5) ? 'list' : 'gone';
  }
  if (chance(walk, walk.habits.checksOut)) return 'checkout';
  return walk.patience > 2 && chance(walk, 0.45) ? 'list' : 'gone';
}

function leastWanted(walk: Walk): { item: number; utility: number } {
  return [...walk.cart.keys()]
    .map((item) => ({ item, utility: utilityOf(walk, item) }))
    .reduce((least, entry) => (entry.utility < least.utility ? entry : least));
}

function giveUp(walk: Walk): Place {
  if (walk.cart.size === 0 || walk.steps[walk.steps.length - 1].type === 'view_cart') return 'gone';
  return chance(walk, 0.75) ? 'cart' : 'gone';
}

function checkOut(walk: Walk): Place {
  const { market, plan } = walk;
  act(walk, 'begin_checkout');
  if (!chance(walk, 0.93)) return 'gone';
  act(walk, 'add_shipping_info');
  if (!chance(walk, 0.96)) return 'gone';
  act(walk, 'add_payment_info');
  if (!chance(walk, 0.96)) return 'gone';
  const paid = walk.time;
  for (const [item, quantity] of walk.cart) {
    act(walk, 'purchase', item, { quantity });
    // The lines of an order are booked together, a thousandth of a second apart.
    walk.time = walk.steps[walk.steps.length - 1].time + 1;
    plan.shopper.bought.set(item, paid);
    plan.shopper.boughtKinds.set(market.items[item].traits.kind, paid);
  }
  return 'gone';
}
