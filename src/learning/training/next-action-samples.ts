import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import type { ScreenReading } from '../../core/contracts/screen.ts';
import type { ActionSamples } from '../../models/actions/action-model.ts';
import { actionOfEvent, LEARNT_ACTIONS, type SessionEvent } from '../../models/actions/session-state.ts';
import { SessionTracker } from '../../models/actions/session-tracker.ts';
import type { ItemFacts, ShopperPast } from '../../models/actions/situation.ts';
import { SituationSpace } from '../../models/actions/situation-space.ts';

/** One visit as it was logged. */
export interface LoggedSession {
  /** Number of the shopper, or -1 for a guest. */
  readonly user: number;
  readonly scene: number;
  /** Oldest first. */
  readonly events: readonly SessionEvent[];
  /** What stood on the screen after each event; missing or null where nobody looked. */
  readonly screens?: readonly (ScreenReading | null)[];
}

/** What is to be told apart, and which event is a sign of which. */
export interface ActionClasses {
  readonly actions: readonly string[];
  /** Number of the class; undefined for what is nothing to foretell. `before` is the event before it. */
  classOf(event: SessionEvent, before: SessionEvent | undefined): number | undefined;
  /** The class of a session's end; undefined where the end is not asked for. */
  readonly leaving: number | undefined;
}

/** A guide is asked this long after an event, in milliseconds, whatever came next: silence must not give it away. */
const ASKING_DELAY = 1_000;
/** A shopper who was silent for this long comes back for another visit, in milliseconds. */
export const VISIT_GAP = 30 * 60_000;

/** The actions that a shop's guide foretells. */
export const SHOP_CLASSES: ActionClasses = {
  actions: LEARNT_ACTIONS,
  classOf(event, before) {
    const action = actionOfEvent(event.type);
    // A picture is selected and then its page opens: one deed, so the page's opening is nothing to foretell.
    const opensSelected = event.type === 'view_item' && before?.type === 'select_item';
    return action === undefined || opensSelected ? undefined : LEARNT_ACTIONS.indexOf(action);
  },
  leaving: LEARNT_ACTIONS.indexOf('leave'),
};

/** Event types as they are, and not when a visit ends. */
export function typeClasses(types: readonly EventType[]): ActionClasses {
  return {
    actions: types,
    classOf({ type }) {
      const own = types.indexOf(type);
      return own < 0 ? undefined : own;
    },
    leaving: undefined,
  };
}

export interface SampleOptions {
  readonly classes: ActionClasses;
  readonly factsOf?: (item: number) => ItemFacts | undefined;
  /** Whether a shopper's earlier visits are known. Default false, as for guests. */
  readonly withPast?: boolean;
  /** Default: one that knows no parts of pages. */
  readonly space?: SituationSpace;
}

interface Moment {
  readonly row: Float32Array;
  readonly action: number;
  readonly group: number;
}

/**
 * Every moment of every visit at which an action followed. A moment with events and a screen is told three times:
 * with both, without the screen, and without the events, so that one model serves whichever is there (modality
 * dropout: Neverova et al., 2016). Sessions are in the order of their start; those of one shopper are one group.
 */
export function describeMoments(sessions: readonly LoggedSession[], options: SampleOptions): ActionSamples {
  const { classes, withPast = false, space = new SituationSpace([]) } = options;
  const pasts = new Map<number, GrowingPast>();
  const groups = new Map<string, number>();
  const moments: Moment[] = [];
  for (const [number, session] of sessions.entries()) {
    const name = session.user < 0 ? `guest ${number}` : `${session.user}`;
    const group = groups.get(name) ?? groups.size;
    groups.set(name, group);
    const past = withPast && session.user >= 0 ? pasts.get(session.user) : undefined;
    for (const moment of momentsOf(session, past ?? null, { ...options, space }))
      moments.push({ ...moment, group });
    if (withPast && session.user >= 0) pasts.set(session.user, grown(past, session));
  }
  const rows = new Float32Array(moments.length * space.width);
  for (const [i, { row }] of moments.entries()) rows.set(row, i * space.width);
  return {
    space,
    actions: classes.actions,
    count: moments.length,
    rows,
    truth: Int32Array.from(moments, ({ action }) => action),
    groupOf: Int32Array.from(moments, ({ group }) => group),
  };
}

function* momentsOf(
  { events, scene, screens }: LoggedSession,
  past: ShopperPast | null,
  { classes, factsOf, space }: SampleOptions & { readonly space: SituationSpace },
): Generator<Omit<Moment, 'group'>> {
  const tracker = new SessionTracker({ factsOf, past });
  const nothing = new SessionTracker();
  for (let known = 1; known <= events.length; known++) {
    const last = events[known - 1];
    tracker.add(last);
    const next = events.at(known);
    const action = next ? classes.classOf(next, last) : events.length > 1 ? classes.leaving : undefined;
    if (action === undefined) continue;
    const screen = screens?.[known - 1] ?? null;
    const moment = { now: last.time + ASKING_DELAY, scene, past, factsOf };
    const told = [
      { tracker, screen: null },
      ...(screen
        ? [
            { tracker, screen },
            { tracker: nothing, screen },
          ]
        : []),
    ];
    for (const one of told) {
      const row = new Float32Array(space.width);
      space.describeTracked(one.tracker, { ...moment, screen: one.screen }, row);
      yield { row, action };
    }
  }
}

interface GrowingPast extends ShopperPast {
  readonly items: Map<number, Set<EventType>>;
  readonly cart: Set<number>;
}

/** The past with one more visit; items and cart are the same ones, so an older past is not to be used any more. */
function grown(before: GrowingPast | undefined, { events }: LoggedSession): GrowingPast {
  const counts = { ...before?.counts };
  const items = before?.items ?? new Map<number, Set<EventType>>();
  const lastTimes = { ...before?.lastTimes };
  const cart = before?.cart ?? new Set<number>();
  for (const { type, item, time } of events) {
    counts[type] = (counts[type] ?? 0) + 1;
    lastTimes[type] = time;
    if (item < 0) continue;
    if (type === 'add_to_cart') cart.add(item);
    if (type === 'remove_from_cart' || type === 'purchase') cart.delete(item);
    const own = items.get(item) ?? new Set();
    items.set(item, own.add(type));
  }
  const until = events.at(-1)?.time ?? 0;
  return { sessions: (before?.sessions ?? 0) + 1, counts, until, items, lastTimes, cart };
}

/**
 * The visits of a data set in the order of their start: by session where the log names one, else all that a known
 * shopper did without half an hour's silence.
 */
export function sessionsOf({ events }: Dataset): LoggedSession[] {
  const sessions = new Map<string, { user: number; scene: number; events: SessionEvent[] }>();
  const visits = new Map<number, { readonly number: number; readonly until: number }>();
  for (let i = 0; i < events.count; i++) {
    const [user, time] = [events.user[i], events.time[i]];
    let name = `session ${events.session[i]}`;
    if (events.session[i] < 0) {
      if (user < 0) continue;
      const visit = visits.get(user);
      const isNew = visit === undefined || time - visit.until > VISIT_GAP;
      const number = (visit?.number ?? 0) + Number(isNew);
      visits.set(user, { number, until: time });
      name = `visit ${user} ${number}`;
    }
    let session = sessions.get(name);
    if (!session) sessions.set(name, (session = { user, scene: events.scene[i], events: [] }));
    session.events.push({ type: EVENT_TYPES[events.type[i]], time, item: events.item[i] });
  }
  return [...sessions.values()];
}
