import type { Clock } from '@piyakast/sdk/runtime';
import type { Resolution, Resolve } from './resolution.js';

/**
 * Looks for newer sources while others are still known. A viewer must not wait long for that: after `timeoutMs`, or on
 * an error, the known sources stay.
 */
export async function resolveAgain(
  resolve: Resolve,
  known: Resolution,
  { timeoutMs, clock, signal }: { timeoutMs: number; clock: Clock; signal: AbortSignal },
): Promise<Resolution> {
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const tooLate = clock.sleep(timeoutMs, both).then(() => known);
  try {
    return await Promise.race([resolve(both, true), tooLate]);
  } catch {
    // Whatever failed, the known sources are an answer.
    signal.throwIfAborted();
    return known;
  } finally {
    over.abort(new DOMException('The answer came too late.', 'AbortError'));
  }
}
