/**
 * An async generator that is notified of `return()` at once. A plain one is only before its next value, which may never
 * come: it would keep waiting, with its timers and connections.
 */
export function stoppable<T>(
  make: (stopped: AbortSignal) => AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  const stop = new AbortController();
  const running = (async function* () {
    try {
      yield* make(stop.signal);
    } catch (error) {
      // What the stop itself threw is not the caller's.
      if (error !== stop.signal.reason) throw error;
    }
  })();
  const end = running.return.bind(running);
  running.return = (value) => {
    stop.abort();
    return end(value);
  };
  return running;
}

/** Aborts with the first of them. */
export const anySignal = (...signals: (AbortSignal | undefined)[]): AbortSignal =>
  AbortSignal.any(signals.filter((signal) => signal !== undefined));
