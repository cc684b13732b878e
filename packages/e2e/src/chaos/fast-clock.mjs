/**
 * A clock on which time goes faster: waits are short, and their proportions stay. Two processes with the same epoch agree
 * on the time.
 */
export function fastClock({ epochMs, speed }) {
  return {
    now: () => epochMs + (Date.now() - epochMs) * speed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve();
        }, ms / speed);
        if (signal?.aborted) stop();
        else signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}
