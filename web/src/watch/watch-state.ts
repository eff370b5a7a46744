import type { LookAnswer } from '../../../src/core/contracts/look.ts';
import { persisted } from '../state/persisted.ts';

/** Why watching ended. */
export type WatchEnd = 'stopped' | 'hidden' | 'shopper' | 'shared' | 'denied' | 'failed';

export interface WatchState {
  readonly is: 'off' | 'asking' | 'connecting' | 'watching' | 'paused';
  readonly what: 'page' | 'screen';
  /** What was seen last, of what is watched now. */
  readonly answer: LookAnswer | null;
  /** Of the last time; null before the first. */
  readonly ended: WatchEnd | null;
  /** Of a screen: pictures sent, the last of them, and fields painted over in it. */
  readonly sent: number;
  readonly lastSent: string | null;
  readonly covered: number;
  /** Of a screen: whether a tab of this shop is shared, whose fields can be covered. */
  readonly isShopTab: boolean;
  /** Nothing is sent at the moment, because a secret field is in sight. */
  readonly isWithheld: boolean;
  /** The last picture could not be looked at. */
  readonly isUnread: boolean;
}

export const WATCH_OFF: WatchState = {
  is: 'off',
  what: 'page',
  answer: null,
  ended: null,
  sent: 0,
  lastSent: null,
  covered: 0,
  isShopTab: false,
  isWithheld: false,
  isUnread: false,
};

/** Off whenever the page is loaded: what is watched is never remembered. */
export const watchState = persisted<WatchState>({
  key: 'daogou.watch',
  keeping: 'memory',
  initial: () => WATCH_OFF,
  accept: () => undefined,
});

export function changeWatch(change: Partial<WatchState>): void {
  watchState.update((state) => ({ ...state, ...change }));
}
