/** Watches something until it is closed; while it is paused, nothing is sent. */
export interface Watcher {
  pause(isPaused: boolean): void;
  close(): void;
}
