export interface UntilOptions {
  /** Fails after this time. @defaultValue 30,000: the slowest step, on a busy machine */
  timeoutMs?: number;
  /** Time between two questions. @defaultValue 20 */
  everyMs?: number;
}

/**
 * Waits, in real time, until `ask` gives an answer that is not `undefined`, `null` or `false`.
 *
 * A question that throws is asked again, so an assertion is a valid question.
 *
 * @param what - Completes "Waited 30000 ms for: …" in the error.
 * @throws Error when the time is over; `cause` is what the last question threw.
 *
 * @example
 * const video = await until('the video to be published', () => videos.find(({ state }) => state === 1));
 */
export async function until<Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
  { timeoutMs = 30_000, everyMs = 20 }: UntilOptions = {},
): Promise<Exclude<Awaited<Answer>, undefined | null | false>> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    let failure: ErrorOptions = {};
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) {
        return answer as Exclude<Awaited<Answer>, undefined | null | false>;
      }
    } catch (error) {
      failure = { cause: error };
    }
    if (Date.now() > endMs) throw new Error(`Waited ${timeoutMs} ms for: ${what}`, failure);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
