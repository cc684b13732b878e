import type { Clock } from '@piyakast/sdk';
import { type Engine, EngineFailEvent } from './engines/engine.js';
import { PlayerError } from './engines/engine-error.js';
import type { PlaybackWish } from './intent.js';
import { untilStalled } from './stall-watch.js';

/** A hanging source is given up soon when another waits, late when it is the only one. */
const STALL_MS = { withAlternative: 8000, alone: 20_000 };

/** Gives an engine what the viewer set before. */
export function applyWish(engine: Engine, wish: PlaybackWish): void {
  if (engine.volume !== wish.volume) engine.volume = wish.volume;
  if (engine.muted !== wish.muted) engine.muted = wish.muted;
  if (engine.playbackRate !== wish.rate) engine.playbackRate = wish.rate;
  engine.loop = wish.loop;
}

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
      () => reject(new PlayerError('player/stalled', 'The video stopped and nothing arrives any more.')),
      reject,
    );
  }).finally(() => over.abort());
}
