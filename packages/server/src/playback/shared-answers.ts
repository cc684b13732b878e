/** One answer for all who ask at the same time, and for a moment after; failures are not kept. */
export function sharedAnswers<Value>(
  ask: (key: string) => Promise<Value>,
  keepMs: number,
  now: () => number = Date.now,
): (key: string) => Promise<Value> {
  const kept = new Map<string, { answer: Promise<Value>; untilMs: number }>();
  return (key) => {
    for (const [old, { untilMs }] of kept) if (untilMs <= now()) kept.delete(old);
    const known = kept.get(key);
    if (known !== undefined) return known.answer;
    const answer = ask(key);
    kept.set(key, { answer, untilMs: now() + keepMs });
    answer.catch(() => {
      if (kept.get(key)?.answer === answer) kept.delete(key);
    });
    return answer;
  };
}
