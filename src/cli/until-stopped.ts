const CLOSE_MILLISECONDS = 2000;
/** npm passes a Ctrl-C on to a process that the terminal has already told: the same wish, not a second one. */
const SAME_WISH_MILLISECONDS = 300;

/**
 * Waits for SIGINT or SIGTERM, then closes. What is not closed after 2 s is left: the process ends with 0 all the
 * same. A second signal ends it at once, with 130.
 */
export async function untilStopped(close: () => Promise<void>): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  const onSignal = (): void => {
    const now = performance.now();
    if (firstAt !== undefined && now - firstAt > SAME_WISH_MILLISECONDS) process.exit(130);
    if (firstAt !== undefined) return;
    firstAt = now;
    stopped.resolve();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // Nothing else need keep the process alive: neither a signal handler nor a promise does.
  const alive = setInterval(() => {}, 60_000);
  await stopped.promise;
  clearInterval(alive);
  setTimeout(() => process.exit(0), CLOSE_MILLISECONDS).unref();
  await close();
  // Threads or connections that were forgotten must not hold the process.
  process.exit(0);
}
