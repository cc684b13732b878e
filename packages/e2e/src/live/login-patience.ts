import { setTimeout as sleep } from 'node:timers/promises';
import { HttpError } from '@piyakast/sdk';

/** The most sign-ins and refreshes that one test makes. */
const MOST_OF_A_TEST = 9;

/**
 * Waits, before a test that signs in, until the instance allows as many logins as a test may need: 15 in five minutes by
 * default. What the last login left is in the headers of its answer, which are read on the way.
 */
export function loginPatience(): () => Promise<void> {
  let left = Number.POSITIVE_INFINITY;
  let againAtMs = 0;
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const remaining = answer.headers.get('x-ratelimit-remaining');
    if (remaining !== null && new URL(answer.url).pathname === '/api/v1/users/token') {
      left = Number(remaining);
      againAtMs = Number(answer.headers.get('x-ratelimit-reset')) * 1000;
    }
    return answer;
  };
  return async () => {
    if (left >= MOST_OF_A_TEST) return;
    // The header has whole seconds.
    await sleep(Math.max(0, againAtMs - Date.now()) + 1_000);
    left = Number.POSITIVE_INFINITY;
  };
}

/** Signs in, once more when the instance says how long it allows no login: an earlier run may have used them up. */
export async function signInPatiently(signIn: () => Promise<unknown>): Promise<void> {
  try {
    await signIn();
  } catch (error) {
    if (!(error instanceof HttpError) || error.code !== 'http/rate-limited' || !error.retryAfterMs) throw error;
    console.log(`The instance allows no login for another ${error.retryAfterMs / 1000} s: waiting.`);
    await sleep(error.retryAfterMs + 1_000);
    await signIn();
  }
}
