/** All sessions of all shoppers, in the order of time, so that what was popular then shaped what was shown then. */
import type { Event } from '../../core/contracts/event.ts';
import { SCENES, type Scene } from '../../core/contracts/event.ts';
import type { Random } from '../../core/random.ts';
import type { DemoItem } from './catalogue.ts';
import { createMarket, type Market } from './market.ts';
import { drawIntents, drawRecipient, type SessionPlan, type Shopper } from './session-plan.ts';
import { walkSession, type Step } from './session-walk.ts';
import { drawTaste, type ShopperTaste } from './shoppers.ts';
import type { SessionTruth } from './truth.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Sessions of one person begin at least this far apart, and a session ends sooner. */
const APART = 6 * HOUR;
const GUEST_SHARE = 0.14;
const SCENE_STATED = 0.6;
const REFUNDED = 0.018;
const UTC_OFFSET = 8 * HOUR;

export interface SessionOptions {
  readonly opening: number;
  /** No event is later. */
  readonly until: number;
  /** Factor on everyone's activity; 1 gives about 5 sessions a shopper over nine months. */
  readonly activity: number;
}

export interface GeneratedSessions {
  readonly events: Event[];
  readonly sessions: Record<string, SessionTruth>;
}

interface Visit {
  readonly shopper: Shopper;
  readonly start: number;
}

type EventDraft = Omit<Event, 'id'> & { readonly at: number };

export function generateSessions(
  items: readonly DemoItem[],
  users: readonly { readonly id: string; readonly taste: ShopperTaste }[],
  options: SessionOptions,
  random: Random,
): GeneratedSessions {
  const drafts: EventDraft[] = [];
  const sessions: Record<string, SessionTruth> = {};
  for (const { market, plan, steps, draw } of walkVisits(items, users, options, random)) {
    sessions[plan.sessionId] = {
      scene: plan.scene,
      intents: plan.intents,
      guest: plan.shopper.userId === null,
    };
    for (const step of steps) {
      drafts.push(toEvent(market, plan, step));
      if (step.type === 'purchase' && draw.next() < REFUNDED && plan.shopper.userId !== null)
        drafts.push(refund(market, plan, step, draw));
    }
  }
  return { events: numbered(drafts.filter(({ at }) => at < options.until)), sessions };
}

export interface WalkedVisit {
  readonly market: Market;
  readonly plan: SessionPlan;
  readonly steps: readonly Step[];
  /** The session's own draws, for what follows from it. */
  readonly draw: Random;
}

/** Every visit, of known shoppers and of guests, in the order of their start. */
export function* walkVisits(
  items: readonly DemoItem[],
  users: readonly { readonly id: string; readonly taste: ShopperTaste }[],
  options: SessionOptions,
  random: Random,
): Generator<WalkedVisit> {
  const market = createMarket(items);
  const visits = [...drawVisits(users, options, random.fork('visits'))];
  const guests = drawGuests(Math.round(visits.length * GUEST_SHARE), options, random.fork('guests'));
  const all = [...visits, ...guests].sort((a, b) => a.start - b.start);
  for (const [number, visit] of all.entries()) {
    const draw = random.fork(`session ${number}`);
    const plan = planSession(visit, `demo-s${String(number + 1).padStart(5, '0')}`, draw);
    yield { market, plan, steps: walkSession(market, plan, draw), draw };
  }
}

/** People come at their own pace; three in ten find the shop only after it opened. */
function drawVisits(
  users: readonly { readonly id: string; readonly taste: ShopperTaste }[],
  { opening, until, activity }: SessionOptions,
  random: Random,
): Visit[] {
  return users.flatMap(({ id, taste }) => {
    const draw = random.fork(id);
    const joined = draw.next() < 0.7 ? opening : opening + draw.next() * 0.9 * (until - opening);
    const shopper: Shopper = { taste, userId: id, bought: new Map(), boughtKinds: new Map() };
    const months = (until - joined) / (30 * DAY);
    const count =
      1 + Math.min(60, Math.floor(taste.activity * activity * months * -Math.log(1 - draw.next())));
    const starts = Array.from({ length: count }, () => momentBetween(joined, until - APART, draw)).sort(
      (a, b) => a - b,
    );
    const kept = starts.filter((start, i) => i === 0 || start - starts[i - 1] >= APART);
    return kept.map((start) => ({ shopper, start }));
  });
}

function drawGuests(count: number, { opening, until }: SessionOptions, random: Random): Visit[] {
  return Array.from({ length: count }, () => ({
    shopper: { taste: drawTaste(random), userId: null, bought: new Map(), boughtKinds: new Map() },
    start: momentBetween(opening, until - APART, random),
  }));
}

/** Relative traffic of each hour of the day in China. */
const HOURS = [3, 1.5, 0.8, 0.5, 0.4, 0.6, 1.5, 3, 4.5, 5, 5.5, 6, 7, 6, 5, 5, 5, 5.5, 6, 8, 10, 11, 9, 6];

function momentBetween(from: number, to: number, random: Random): number {
  const day = Math.floor((from + random.next() * (to - from) + UTC_OFFSET) / DAY) * DAY - UTC_OFFSET;
  const time = day + (random.weighted(HOURS) + random.next()) * HOUR;
  return Math.floor(Math.min(Math.max(time, from), to));
}

function planSession({ shopper, start }: Visit, sessionId: string, random: Random): SessionPlan {
  const scene = drawScene(shopper, start, random);
  return {
    sessionId,
    shopper,
    scene,
    start,
    intents: drawIntents(shopper, scene, start, random),
    sceneStated: random.next() < SCENE_STATED,
    recipient: drawRecipient(scene, random),
  };
}

/** By the shopper's own shares; mornings are for daily goods, late evenings for strolling. */
function drawScene(shopper: Shopper, start: number, random: Random): Scene {
  const hour = ((start + UTC_OFFSET) % DAY) / HOUR;
  const factors: Record<Scene, number> = {
    daily: hour < 11 ? 1.6 : 1,
    luxury: hour >= 19 ? 1.5 : 0.8,
    gift: 1,
    replenish: hour < 11 ? 1.5 : 1,
    browse: hour >= 20 || hour < 2 ? 1.6 : 0.8,
    urgent: hour >= 7 && hour < 10 ? 2 : 1,
  };
  return SCENES[random.weighted(SCENES.map((scene) => shopper.taste.scenes[scene] * factors[scene]))];
}

function toEvent(market: Market, plan: SessionPlan, step: Step): EventDraft {
  const item = step.item < 0 ? undefined : market.items[step.item].item;
  return {
    at: step.time,
    type: step.type,
    time: new Date(step.time).toISOString(),
    userId: plan.shopper.userId,
    sessionId: plan.sessionId,
    itemId: item?.id ?? null,
    quantity: step.quantity,
    price: item?.price ?? null,
    query: step.query,
    scene: plan.sceneStated ? plan.scene : null,
    recommendationId: null,
  };
}

/** Money back some days later; the shop books it outside any session. */
function refund(market: Market, plan: SessionPlan, step: Step, random: Random): EventDraft {
  const at = step.time + Math.floor((2 + 10 * random.next()) * DAY);
  return {
    ...toEvent(market, plan, step),
    at,
    type: 'refund',
    time: new Date(at).toISOString(),
    sessionId: null,
    scene: null,
  };
}

function numbered(drafts: EventDraft[]): Event[] {
  return drafts
    .sort((a, b) => a.at - b.at)
    .map(({ at: _at, ...event }, i) => ({ id: `demo-e${String(i + 1).padStart(6, '0')}`, ...event }));
}
