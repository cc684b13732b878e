/** Asks again until the answer is there; fails with what was waited for and the last error. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  { timeoutMs = 30_000, everyMs = 100 } = {},
): Promise<T> {
  const endMs = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > endMs) {
      throw new Error(`Waited ${timeoutMs} ms in vain: ${what}.`, last === undefined ? {} : { cause: last });
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
