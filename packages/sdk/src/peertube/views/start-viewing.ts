import { randomKey } from '../../runtime/random.js';
import { getConfig } from '../instance/get-config.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { sendView } from './send-view.js';

/** Options of {@link startViewing}. */
export interface StartViewingOptions extends CallOptions {
  /** The player's position in seconds, or `undefined` while it does not play. */
  position: () => number | undefined;
  /** Seconds; leave out for a live. */
  duration?: number | undefined;
  /** Distinguishes viewers behind one address. @defaultValue a random one */
  sessionId?: string | undefined;
}

/** A running watch. */
export interface Viewing {
  /** Reports a jump. */
  seek(currentTime: number): Promise<void>;
  /** Sends the last position and ends. */
  stop(): Promise<void>;
}

/**
 * Reports while a player plays, as often as the instance asks for; sends nothing where it asks for nothing.
 * A report that fails is left out: the next one carries the position anyway.
 *
 * @example
 * ```ts
 * import { createPeerTube, startViewing } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const player = document.querySelector('video');
 * const viewing = startViewing(peertube, 'gRjscAKWouefiE5Tmt8MeC', {
 *   position: () => (player?.paused ? undefined : player?.currentTime),
 * });
 * player?.addEventListener('seeked', () => void viewing.seek(player.currentTime));
 * window.addEventListener('pagehide', () => void viewing.stop());
 * ```
 */
export function startViewing(peertube: PeerTube, id: string | number, options: StartViewingOptions): Viewing {
  const { position, duration, sessionId = randomKey() } = options;
  const stopped = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stopped.signal]) : stopped.signal;
  const report = async (currentTime: number | undefined, event?: 'seek', keepalive = false): Promise<void> => {
    if (currentTime === undefined) return;
    await sendView(peertube, id, { currentTime, duration, event, sessionId }, { keepalive });
  };
  const interval = intervalOf(peertube);

  async function run(): Promise<void> {
    const intervalMs = await interval;
    while (intervalMs !== undefined) {
      await report(position()).catch(() => undefined);
      await peertube.clock.sleep(intervalMs, signal);
    }
  }
  // Ends by the signal; a configuration that cannot be read means that nothing is asked for.
  run().catch(() => undefined);

  const whenAsked = async (work: () => Promise<void>): Promise<void> => {
    if ((await interval.catch(() => undefined)) !== undefined) await work();
  };
  return {
    seek: (currentTime) => whenAsked(() => report(currentTime, 'seek')),
    stop: () => {
      stopped.abort();
      return whenAsked(() => report(position(), undefined, true));
    },
  };
}

async function intervalOf(peertube: PeerTube): Promise<number | undefined> {
  const [config, session] = await Promise.all([getConfig(peertube), peertube.session.info()]);
  const interval = config.views?.videos?.watchingInterval;
  return (session === undefined ? interval?.anonymous : interval?.users) ?? undefined;
}
