import { LiveError } from '../../../errors/live-error.js';
import { isPiyaError } from '../../../errors/piya-error.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { createLiveBell, type LiveBell } from './interruptible-sleep.js';
import { createLiveReader } from './live-reader.js';
import { connectLiveSocket, type LiveSocket, type LiveSocketConnect } from './live-socket.js';
import { isFinal } from './live-state.js';
import type { LiveStatus, WatchLiveOptions } from './live-status.js';

const POLL_MS = 5_000;
const MAX_POLL_MS = 60_000;
/** The owner may delete a live or hide it while others follow it. */
const GONE = ['video/not-found', 'video/private'];

/** The loop of {@link watchLive}; loaded when somebody watches. */
export async function* followLive(
  peertube: PeerTube,
  id: string | number,
  options: WatchLiveOptions & { signal: AbortSignal },
): AsyncGenerator<LiveStatus, void, void> {
  const { signal, password, pollMs = POLL_MS, socket: connect = connectLiveSocket } = options;
  const reader = createLiveReader(peertube, id, { signal, password });
  const bell = createLiveBell();
  let socket: Promise<LiveSocket | undefined> | undefined;
  let status: LiveStatus | undefined;
  let failures = 0;
  try {
    for (;;) {
      try {
        const { states, ...facts } = await reader(status);
        failures = 0;
        for (const state of states) {
          const next: LiveStatus = { ...facts, state };
          if (isChange(status, next)) yield next;
          status = next;
          if (isFinal(state, next.saveReplay) && !next.permanentLive) return;
        }
        if (connect !== false) socket ??= open(connect, peertube.url, facts.video.id, bell);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (status === undefined || !isPiyaError(error)) throw error;
        if (!error.retryable) throw GONE.includes(error.code) ? gone(error) : error;
        failures += 1;
      }
      const untilMs = peertube.clock.now() + Math.min(MAX_POLL_MS, pollMs * 2 ** failures);
      // A count needs no reading: it is passed on, and the wait goes on.
      for (let viewers: number | undefined = 0; viewers !== undefined; ) {
        viewers = await bell.wait(peertube.clock, untilMs - peertube.clock.now(), signal);
        if (viewers === undefined || status === undefined || viewers === status.viewers) continue;
        status = { ...status, viewers };
        yield status;
      }
    }
  } finally {
    // Not waited for: one that never opens must not hold up the end.
    socket?.then((opened) => opened?.close());
  }
}

function isChange(before: LiveStatus | undefined, after: LiveStatus): boolean {
  return (
    before === undefined ||
    before.state !== after.state ||
    before.viewers !== after.viewers ||
    before.replay?.uuid !== after.replay?.uuid ||
    before.problem?.detail !== after.problem?.detail
  );
}

/** Without a connection the polling goes on alone. */
function open(
  connect: LiveSocketConnect,
  origin: string,
  videoId: number,
  bell: LiveBell,
): Promise<LiveSocket | undefined> {
  return connect({
    origin,
    videoId,
    onChange: () => bell.ring(),
    onViewers: (viewers) => bell.ring(viewers),
  }).catch(() => undefined);
}

function gone(cause: unknown): LiveError {
  return new LiveError('The live can no longer be seen: it was deleted or made private. Create a new one.', {
    code: 'live/not-found',
    cause,
  });
}
