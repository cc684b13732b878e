import { isPiyaError } from '../errors/piya-error.js';
import type { Clock } from '../runtime/clock.js';
import type { HttpGate } from './types.js';

const KEPT = 20;

/** One answer or attempt that failed; without anything of the request's content. */
export interface FailureEntry {
  /** ISO 8601. */
  at: string;
  /** Method and path with names in place of ids. */
  route: string;
  /** HTTP status, or the code of the failure when no answer came. */
  outcome: number | string;
}

/** Remembers the latest failures for a diagnosis. */
export interface FailureLog {
  readonly gate: HttpGate;
  /** Oldest first. */
  entries(): FailureEntry[];
}

export function createFailureLog(clock: Clock): FailureLog {
  const kept: FailureEntry[] = [];
  const note = (route: string, outcome: number | string): void => {
    kept.push({ at: new Date(clock.now()).toISOString(), route, outcome });
    if (kept.length > KEPT) kept.shift();
  };
  return {
    entries: () => [...kept],
    async gate({ method, route }, send) {
      try {
        const response = await send();
        if (response.status >= 400) note(`${method} ${route}`, response.status);
        return response;
      } catch (error) {
        note(`${method} ${route}`, isPiyaError(error) ? error.code : 'aborted');
        throw error;
      }
    },
  };
}
