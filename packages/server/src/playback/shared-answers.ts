/** One answer for all who ask at the same time, and for `keepMs` after it arrived; failures are not kept. */
export function sharedAnswers<Value>(
  ask: (key: string) => Promise<Value>,
  keepMs: (value: Value) => number,
  now: () => number = Date.now,
): (key: string) => Promise<Value> {
  const kept = new Map<string, { answer: Promise<Value>; untilMs: number }>();
  return (key) => {
    for (const [old, { untilMs }] of kept) if (untilMs <= now()) kept.delete(old);
    const known = kept.get(key);
    if (known !== undefined) return known.answer;
    const entry = { answer: ask(key), untilMs: Number.POSITIVE_INFINITY };
    kept.set(key, entry);
    entry.answer.then(
      (value) => {
        entry.untilMs = now() + keepMs(value);
      },
      () => {
        kept.delete(key);
      },
    );
    return entry.answer;
  };
}
