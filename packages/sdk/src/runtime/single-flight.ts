/**
 * Shares one run of a task among all who ask while it runs; the next call after its end runs it anew. The run belongs to
 * no caller, so no caller's abort ends it.
 */
export function singleFlight<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= task().finally(() => {
      running = undefined;
    });
    return running;
  };
}
