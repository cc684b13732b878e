import type { Clock } from '@piyakast/sdk/runtime';
import { type Engine, EngineFailEvent } from './engines/engine.js';
import { PlayerError } from './engines/engine-error.js';
import { untilStalled } from './stall-watch.js';

/** A stalled source is given up soon when there is another one, late when it is the only one. */
const STALL_MS = { withAlternative: 8000, alone: 20_000 };

/** Resolves when a live is over; rejects when the engine failed or stalled, or with the signal's reason. */
export function untilOver(
  engine: Engine,
  options: { live: boolean; hasAlternative: boolean; clock: Clock; signal: AbortSignal },
): Promise<void> {
  const { live, hasAlternative, clock, signal } = options;
  const over = new AbortController();
  const listen = { signal: over.signal };
  return new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), listen);
    engine.addEventListener(EngineFailEvent.type, (event) => reject((event as EngineFailEvent).error), listen);
    // A video that ended can be played again; a live cannot.
    if (live) engine.addEventListener('ended', () => resolve(), listen);
    const stallMs = hasAlternative ? STALL_MS.withAlternative : STALL_MS.alone;
    untilStalled(engine, stallMs, clock, AbortSignal.any([signal, over.signal])).then(
      () => reject(new PlayerError('player/stalled', 'Playback stopped and no more data arrives.')),
      reject,
    );
  }).finally(() => over.abort());
}
