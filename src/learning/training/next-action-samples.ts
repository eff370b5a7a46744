import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import {
  actionOfEvent,
  describeSession,
  LEARNT_ACTIONS,
  SESSION_WIDTH,
  type LearntAction,
  type SessionEvent,
} from '../../models/actions/session-state.ts';

export interface NextActionSamples {
  readonly count: number;
  /** `count × SESSION_WIDTH`. */
  readonly sessions: Float32Array;
  /** Position in LEARNT_ACTIONS of what came next. */
  readonly actions: Int32Array;
  /** When each sample's session began, in milliseconds: a split by time keeps sessions whole. */
  readonly sessionStart: Float64Array;
  /** The action before, or -1: for baselines that look back. */
  readonly previous: Int32Array;
  readonly beforePrevious: Int32Array;
}

/** A guide is asked this long after an event, in milliseconds, whatever came next: silence must not give it away. */
const ASKING_DELAY = 1_000;

interface LoggedSession {
  readonly scene: number;
  readonly events: SessionEvent[];
}

/** Every moment of every session at which an action followed, and the moment at which the shopper left. */
export function nextActionSamples(dataset: Dataset): NextActionSamples {
  const sessions = [...sessionsOf(dataset).values()].filter(({ events }) => events.length > 1);
  const moments = sessions.flatMap((session) => momentsOf(session));
  const described = new Float32Array(moments.length * SESSION_WIDTH);
  for (const [i, { session, position, now }] of moments.entries()) {
    describeSession(
      { events: session.events.slice(0, position), now, scene: session.scene },
      described,
      i * SESSION_WIDTH,
    );
  }
  return {
    count: moments.length,
    sessions: described,
    actions: Int32Array.from(moments, ({ action }) => LEARNT_ACTIONS.indexOf(action)),
    sessionStart: Float64Array.from(moments, ({ session }) => session.events[0].time),
    previous: Int32Array.from(moments, ({ past }) => past.at(-1) ?? -1),
    beforePrevious: Int32Array.from(moments, ({ past }) => past.at(-2) ?? -1),
  };
}

interface Moment {
  readonly session: LoggedSession;
  /** Events that had happened by then. */
  readonly position: number;
  readonly now: number;
  readonly action: LearntAction;
  /** Earlier actions of the session, by number. */
  readonly past: readonly number[];
}

function momentsOf(session: LoggedSession): Moment[] {
  const moments: Moment[] = [];
  const past: number[] = [];
  for (const [position, event] of session.events.entries()) {
    const action = actionOfEvent(event.type);
    if (!action) continue;
    // A picture is selected and then its page opens: one deed, so the page's opening is nothing to foretell.
    const opensSelected = event.type === 'view_item' && session.events[position - 1]?.type === 'select_item';
    if (position > 0 && !opensSelected) {
      const now = session.events[position - 1].time + ASKING_DELAY;
      moments.push({ session, position, now, action, past: [...past] });
    }
    if (!opensSelected) past.push(LEARNT_ACTIONS.indexOf(action));
  }
  const end = session.events.at(-1);
  if (end) {
    const now = end.time + ASKING_DELAY;
    moments.push({ session, position: session.events.length, now, action: 'leave', past: [...past] });
  }
  return moments;
}

function sessionsOf({ events }: Dataset): Map<number, LoggedSession> {
  const sessions = new Map<number, LoggedSession>();
  for (let i = 0; i < events.count; i++) {
    if (events.session[i] < 0) continue;
    let session = sessions.get(events.session[i]);
    if (!session) sessions.set(events.session[i], (session = { scene: events.scene[i], events: [] }));
    session.events.push({ type: EVENT_TYPES[events.type[i]], time: events.time[i], item: events.item[i] });
  }
  return sessions;
}
