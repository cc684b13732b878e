import type { PeerTube } from '../../request/create-peertube.js';
import { decide, type FollowEvent, type FollowState, START } from './follow-decide.js';
import { type LiveNotifications, liveNotifications } from './live-notifications.js';
import { LiveReader } from './live-reader.js';
import { connectLiveSocket, type LiveSocket, type LiveSocketConnect } from './live-socket.js';
import type { LiveStatus, WatchLiveOptions } from './live-status.js';

const POLL_MS = 5_000;

/** The loop of {@link watchLive}, loaded on demand: asks the instance and waits, as `decide()` says. */
export async function* followLive(
  peertube: PeerTube,
  id: string | number,
  options: WatchLiveOptions & { signal: AbortSignal },
): AsyncGenerator<LiveStatus, void, void> {
  const { signal, password, pollMs = POLL_MS, socket: connect = connectLiveSocket } = options;
  const { clock } = peertube;
  const reader = new LiveReader(peertube, id, { signal, password });
  const notifications = liveNotifications(clock);
  let socket: Promise<LiveSocket | undefined> | undefined;
  let state: FollowState = START;

  async function read(status: LiveStatus | undefined): Promise<FollowEvent> {
    try {
      return { type: 'read', reading: await reader.read(status), atMs: clock.now() };
    } catch (error) {
      signal.throwIfAborted();
      return { type: 'failed', error, atMs: clock.now() };
    }
  }

  try {
    while (state.name !== 'over') {
      const event: FollowEvent =
        state.name === 'reading' ? await read(state.status) : await notifications.next(state.untilMs, signal);
      const decision = decide(state, event, { pollMs });
      yield* decision.emit;
      state = decision.state;
      if (state.name === 'waiting' && connect !== false) {
        socket ??= open(connect, peertube.url, state.status.video.id, notifications);
      }
    }
    if (state.error !== undefined) throw state.error;
  } finally {
    // Not waited for: one that never opens must not hold up the end.
    socket?.then((opened) => opened?.close());
  }
}

/** Without a connection the polling continues alone. */
function open(
  connect: LiveSocketConnect,
  origin: string,
  videoId: number,
  { changed, viewers }: LiveNotifications,
): Promise<LiveSocket | undefined> {
  return connect({ origin, videoId, onChange: changed, onViewers: viewers }).catch(() => undefined);
}
