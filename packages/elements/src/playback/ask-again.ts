import type { Clock } from '@piyakast/sdk';
import type { Resolution, Resolve } from './resolution.js';

/**
 * In mid-play the question for newer sources must not keep the viewer from one that is known: after `timeoutMs`, or when
 * the answer is an error, what was known stays.
 */
export async function askAgain(
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
    // Whatever went wrong with the question, the known sources answer it.
    signal.throwIfAborted();
    return known;
  } finally {
    over.abort(new DOMException('The answer came too late.', 'AbortError'));
  }
}
