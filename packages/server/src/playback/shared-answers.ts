/** A client that asks again because an address was refused gets an answer that is at most this old. */
const FRESH_MS = 1000;

export interface AskOptions {
  /** A kept answer was of no use. */
  fresh?: boolean | undefined;
}

/** One answer for all who ask at the same time, and for `keepMs` after it arrived; failures are not kept. */
export function sharedAnswers<Value>(
  ask: (key: string) => Promise<Value>,
  keepMs: (value: Value) => number,
  now: () => number = Date.now,
): (key: string, options?: AskOptions) => Promise<Value> {
  const kept = new Map<string, { answer: Promise<Value>; untilMs: number; arrivedMs: number }>();
  return (key, { fresh = false } = {}) => {
    for (const [old, { untilMs }] of kept) if (untilMs <= now()) kept.delete(old);
    const known = kept.get(key);
    if (known !== undefined && !(fresh && now() - known.arrivedMs >= FRESH_MS)) return known.answer;
    const never = Number.POSITIVE_INFINITY;
    const entry = { answer: ask(key), untilMs: never, arrivedMs: never };
    kept.set(key, entry);
    entry.answer.then(
      (value) => {
        entry.arrivedMs = now();
        entry.untilMs = entry.arrivedMs + keepMs(value);
      },
      () => {
        if (kept.get(key) === entry) kept.delete(key);
      },
    );
    return entry.answer;
  };
}
