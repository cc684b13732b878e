import type { Clock } from '@piyakast/sdk/runtime';
import type { Engine } from './engines/engine.js';

const LOOK_EVERY_MS = 1000;

/**
 * Resolves when an engine that should be playing has not moved for `stallMs`. To a browser a server that hangs is not an
 * error, so it has to be detected here.
 *
 * Checks are counted, not time: a machine that slept has not stalled.
 */
export async function untilStalled(engine: Engine, stallMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  let still = 0;
  let position = engine.currentTime;
  while (still * LOOK_EVERY_MS < stallMs) {
    await clock.sleep(LOOK_EVERY_MS, signal);
    const idle = engine.paused || engine.ended;
    still = idle || engine.currentTime !== position ? 0 : still + 1;
    position = engine.currentTime;
  }
}
