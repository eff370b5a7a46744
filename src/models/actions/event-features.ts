import { EVENT_TYPES, SCENES } from '../../core/contracts/event.ts';
import { DEEDS } from './deed-counts.ts';
import type { FeatureWriter } from './feature-writer.ts';
import { SEQUEL_KEYS } from './own-sequels.ts';
import { TYPE_NUMBER, type SessionTracker } from './session-tracker.ts';
import type { Situation } from './situation.ts';

/** Events that are told one by one. */
const TOLD = 8;
/** Of these the part of the page is told as well. */
const PARTS_TOLD = 4;
const DEED_NUMBERS = DEEDS.map((deed) => TYPE_NUMBER.get(deed) ?? 0);
/** Times that are not known, on a scale on which a second is 0.7 and a day 11. */
const LONG_AGO = 15;
/** The like for events that never happened, on a scale on which a hundred events ago is 4.6. */
const LONG_BACK = 8;
/** How often a deed is taken to have been done of which nothing is known. */
const RARELY = 0.01;
const DAY = 86_400_000;

const named = (prefix: string, names: readonly string[]): string[] =>
  names.map((name) => `${prefix}:${name}`);
const TYPES_BACK = Array.from({ length: TOLD }, (_, back) => named(`type-${back + 1}`, EVENT_TYPES));
const COUNTS = named('count', EVENT_TYPES);
const SECOND_COUNTS = named('second-count', EVENT_TYPES);
const RUN_COUNTS = named('run-count', EVENT_TYPES);
const ITEM_COUNTS = named('item-count', EVENT_TYPES);
const SINCE = named('since', EVENT_TYPES);
const FRESH_COUNTS = named('fresh-count', EVENT_TYPES);
const PLACES_BACK = named('places-back', EVENT_TYPES);
const SEQUELS = SEQUEL_KEYS.map((key) => named(`next-after-${key}`, EVENT_TYPES));
const PAST_COUNTS = named('past-count', EVENT_TYPES);
const SCENE_NAMES = named('scene', SCENES);

const logSeconds = (milliseconds: number): number =>
  Number.isNaN(milliseconds) ? LONG_AGO : Math.log1p(Math.max(0, milliseconds) / 1_000);

type Moment = Pick<Situation, 'now' | 'scene' | 'past' | 'factsOf'>;

/** Parts of pages that are told apart, with the names of the numbers that tell them. */
export interface PageParts {
  readonly places: ReadonlyMap<string, number>;
  readonly names: readonly (readonly string[])[];
}

export function pageParts(parts: readonly string[]): PageParts {
  return {
    places: new Map(parts.map((part, place) => [part, place])),
    names: Array.from({ length: PARTS_TOLD }, (_, back) => named(`part-${back + 1}`, parts)),
  };
}

/** Writes what the events of a session, the shopper's past, the occasion and the hour tell of what comes next. */
export function writeEventFeatures(
  writer: FeatureWriter,
  tracker: SessionTracker,
  moment: Moment,
  parts: PageParts,
): void {
  const { last } = tracker;
  writer.put('has-events', tracker.count > 0 ? 1 : 0);
  writeRecent(writer, tracker, parts);
  writeCounts(writer, tracker);
  writeLastItem(writer, tracker, moment);
  writePast(writer, tracker, moment);
  writeHabits(writer, tracker, moment);
  writeSequels(writer, tracker);
  writer.putOneOf(SCENE_NAMES, moment.scene);
  // Not the moment of asking: a log does not say when one would have asked.
  const time = new Date(last?.time ?? moment.now);
  const hour = (time.getUTCHours() + time.getUTCMinutes() / 60) / 24;
  writer.put('hour-sine', Math.sin(2 * Math.PI * hour));
  writer.put('hour-cosine', Math.cos(2 * Math.PI * hour));
  writer.put('weekend', time.getUTCDay() % 6 === 0 ? 1 : 0);
}

function writeRecent(writer: FeatureWriter, { recent }: SessionTracker, { places, names }: PageParts): void {
  const last = recent.at(-1);
  for (let back = 1; back <= TOLD; back++) {
    const event = recent.at(-back);
    const earlier = recent.at(-back - 1);
    writer.putOneOf(TYPES_BACK[back - 1], event ? (TYPE_NUMBER.get(event.type) ?? 0) : -1);
    writer.put(`gap-${back}`, event && earlier ? logSeconds(event.time - earlier.time) : LONG_AGO);
    writer.put(`same-item-${back}`, event && earlier?.item === event.item ? 1 : 0);
    writer.put(`item-of-last-${back}`, event && last?.item === event.item ? 1 : 0);
    writer.put(`age-${back}`, event && last ? logSeconds(last.time - event.time) : LONG_AGO);
    if (back > PARTS_TOLD) continue;
    writer.putOneOf(names[back - 1], event?.part === undefined ? -1 : (places.get(event.part) ?? -1));
  }
}

function writeCounts(writer: FeatureWriter, tracker: SessionTracker): void {
  const { counts, count, last, firstTime, lastTimes, items, cart } = tracker;
  const now = last?.time ?? Number.NaN;
  for (const [type, name] of COUNTS.entries()) {
    writer.put(name, Math.log1p(counts[type]));
    writer.put(SECOND_COUNTS[type], tracker.secondCounts[type]);
    writer.put(RUN_COUNTS[type], Math.log1p(tracker.itemRunCounts[type]));
    writer.put(SINCE[type], logSeconds(now - lastTimes[type]));
    writer.put(FRESH_COUNTS[type], tracker.freshCounts[type]);
    const place = tracker.lastPlaces[type];
    writer.put(PLACES_BACK[type], place === 0 ? LONG_BACK : Math.log1p(count - place));
  }
  writer.put('events', Math.log1p(count));
  writer.put('items', Math.log1p(items.size));
  writer.put('cart', cart.size);
  writer.put('length', logSeconds(now - firstTime));
  writer.put('type-run', Math.log1p(tracker.typeRun));
  writer.put('item-run', Math.log1p(tracker.itemRun));
  writer.put('item-run-length', logSeconds(now - tracker.itemRunStart));
  writer.put('second-run', tracker.secondRun);
  writer.put('item-changes', Math.log1p(tracker.itemChanges));
  writer.put('category-changes', Math.log1p(tracker.categoryChanges));
  writer.put('brand-changes', Math.log1p(tracker.brandChanges));
  writer.put('deeds', DEED_NUMBERS.reduce((sum, deed) => sum + counts[deed], 0) / Math.max(1, count));
}

function writeLastItem(writer: FeatureWriter, tracker: SessionTracker, { factsOf }: Moment): void {
  const { last, items, cart, recent } = tracker;
  const state = last ? items.get(last.item) : undefined;
  for (const [type, name] of ITEM_COUNTS.entries())
    writer.put(name, state ? Math.log1p(state.counts[type]) : 0);
  writer.put('last-in-cart', last && cart.has(last.item) ? 1 : 0);
  const before = recent.at(-2);
  const repeated = last && before && before.type === last.type && before.item === last.item;
  writer.put('repeated', repeated && before.part === last.part ? 1 : 0);
  const facts = last && factsOf?.(last.item);
  writer.put('price', facts?.price === null || facts === undefined ? 0 : Math.log1p(facts.price) / 10);
  writer.put('price-known', facts?.price === null || facts === undefined ? 0 : 1);
  // Items with the same category that the shopper compares.
  let alike = 0;
  let bought = 0;
  if (facts && factsOf) {
    for (const item of new Set(recent.map((event) => event.item))) {
      if (factsOf(item)?.category !== facts.category) continue;
      alike++;
      bought += items.get(item)?.counts[DEED_NUMBERS[2]] ?? 0;
    }
  }
  writer.put('items-of-category', Math.log1p(alike));
  writer.put('bought-of-category', Math.min(bought, 3));
}

function writePast(writer: FeatureWriter, tracker: SessionTracker, { past, now }: Moment): void {
  const { last } = tracker;
  writer.put('has-past', past ? 1 : 0);
  writer.put('past-sessions', Math.log1p(past?.sessions ?? 0));
  writer.put('past-days', past ? Math.log1p(Math.max(0, (last?.time ?? now) - past.until) / DAY) : 0);
  for (const [type, name] of PAST_COUNTS.entries())
    writer.put(name, Math.log1p(past?.counts[EVENT_TYPES[type]] ?? 0));
  const item = last && past?.items.get(last.item);
  writer.put('past-item', item ? 1 : 0);
  for (const deed of DEEDS) writer.put(`past-item:${deed}`, item?.has(deed) ? 1 : 0);
}

/** What the shopper did over all visits, this one and earlier ones. */
function writeHabits(writer: FeatureWriter, tracker: SessionTracker, { past, factsOf }: Moment): void {
  const { last, counts, lastTimes, lastingCart, categoryDeeds, brandDeeds } = tracker;
  const known = Object.values(past?.counts ?? {}).reduce((sum, count) => sum + count, tracker.count);
  const facts = last && factsOf?.(last.item);
  for (const deed of DEEDS) {
    const type = TYPE_NUMBER.get(deed) ?? 0;
    const total = counts[type] + (past?.counts[deed] ?? 0);
    const latest = Number.isNaN(lastTimes[type]) ? (past?.lastTimes[deed] ?? Number.NaN) : lastTimes[type];
    writer.put(`ever:${deed}`, Math.log1p(total));
    writer.put(`habit:${deed}`, Math.log((total + RARELY) / (known + 1)));
    writer.put(`since-ever:${deed}`, logSeconds((last?.time ?? Number.NaN) - latest));
    writer.put(`category:${deed}`, Math.log1p(facts ? categoryDeeds.of(facts.category, deed) : 0));
    writer.put(`brand:${deed}`, Math.log1p(facts ? brandDeeds.of(facts.brand, deed) : 0));
    writer.put(`lasting-cart-after:${deed}`, last?.type === deed ? lastingCart.size : 0);
  }
  writer.put('lasting-cart', Math.log1p(lastingCart.size));
  writer.put('last-in-lasting-cart', last && lastingCart.has(last.item) ? 1 : 0);
}

/** Shares of the types that came next when it was like this before in the visit, and how often that was. */
function writeSequels(writer: FeatureWriter, { sequels }: SessionTracker): void {
  for (const [key, names] of SEQUELS.entries()) {
    const counts = sequels.after(key);
    const total = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
    writer.put(`moments-like-${SEQUEL_KEYS[key]}`, Math.log1p(total));
    for (const [type, name] of names.entries()) writer.put(name, counts ? counts[type] / (total + 1) : 0);
  }
}
