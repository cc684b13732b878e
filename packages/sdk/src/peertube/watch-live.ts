import { LiveError } from '../errors/live-error.js';
import { isPiyaError } from '../errors/piya-error.js';
import { abortable } from '../runtime/abortable.js';
import type { CallOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import { connectLiveSocket, type LiveSocket, type LiveSocketConnect } from './live-socket.js';
import { describeSessionError, isFinal, type LiveState, nextLiveStates } from './live-state.js';
import { getLive, getLiveSessions } from './lives.js';
import type { PeerTubeVideoIds } from './types/common.js';
import type { PeerTubeLiveSession } from './types/live.js';
import type { PeerTubeVideoDetails } from './types/video.js';
import { getVideo } from './videos.js';

const POLL_MS = 5_000;
const MAX_POLL_MS = 60_000;
/** Sessions change only at the end of a broadcast and when a replay is ready. */
const SESSIONS_EVERY_MS = 15_000;

/** A live at one moment. */
export interface LiveStatus {
  /** Where it is; see {@link LiveState}. */
  state: LiveState;
  /** Watching now. */
  viewers: number;
  /** As it was read last. */
  video: PeerTubeVideoDetails;
  /** Whether it can go on air again. */
  permanentLive: boolean;
  /** Whether a replay follows. */
  saveReplay: boolean;
  /** The latest replay; of a permanent live its owner alone is told. */
  replay: PeerTubeVideoIds | null;
  /** Why a broadcast ended badly; its owner alone is told. */
  problem: { sessionError: number; detail: string } | null;
}

/** Options of {@link watchLive}. */
export interface WatchLiveOptions extends CallOptions {
  /** Milliseconds between two readings; the connection makes them sooner. @defaultValue 5,000 */
  pollMs?: number;
  /** `false` polls only. @defaultValue PeerTube's socket.io, loaded on demand */
  socket?: LiveSocketConnect | false;
}

/**
 * Follows a live until it is over: yields at the beginning and after every change of state, viewers or replay.
 *
 * A permanent live is never over; end the loop or abort the signal. PeerTube's messages come late and out of order, so
 * each one only makes this read the video again.
 *
 * @throws {@link HttpError} `video/not-found`, `video/private` before the first status; the signal's reason on abort.
 * @example
 * ```ts
 * import { createPeerTube, watchLive, watchUrl } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for await (const { state, viewers, replay } of watchLive(peertube, 'gRjscAKWouefiE5Tmt8MeC')) {
 *   console.log(state, viewers);
 *   if (replay) console.log('watch it again:', watchUrl(peertube.url, replay.shortUUID));
 * }
 * ```
 */
export async function* watchLive(
  peertube: PeerTube,
  id: string | number,
  options: WatchLiveOptions = {},
): AsyncGenerator<LiveStatus, void, void> {
  const { signal, pollMs = POLL_MS, socket: connect = connectLiveSocket } = options;
  const reader = createReader(peertube, id, signal);
  const bell = createBell();
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
        if (connect !== false) {
          socket ??= open(connect, peertube.url, facts.video.id, bell);
        }
      } catch (error) {
        if (signal?.aborted || !isPiyaError(error)) throw error;
        if (status === undefined) throw error;
        if (!error.retryable) throw gone(error);
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
    (await socket)?.close();
  }
}

type Reading = Omit<LiveStatus, 'state'> & { states: LiveState[] };

/** Reads all that PeerTube says of the live: the video each time, the rest when it can have changed. */
function createReader(peertube: PeerTube, id: string | number, signal: AbortSignal | undefined) {
  let settings = { permanentLive: false, saveReplay: false };
  let session: PeerTubeLiveSession | undefined;
  let mayReadSessions = true;
  let sessionsAtMs = Number.NEGATIVE_INFINITY;

  async function readSessions(isUrgent: boolean): Promise<void> {
    const now = peertube.clock.now();
    if (!mayReadSessions || (!isUrgent && now - sessionsAtMs < SESSIONS_EVERY_MS)) return;
    if ((await peertube.session.info()) === undefined) return;
    sessionsAtMs = now;
    try {
      session = (await getLiveSessions(peertube, id, { signal })).at(-1);
    } catch (error) {
      if (!isPiyaError(error)) throw error;
      // Not the owner, or the live has become its replay: the video alone has to tell.
      if (!error.retryable) mayReadSessions = false;
    }
  }

  return async (previous: LiveStatus | undefined): Promise<Reading> => {
    const video = await getVideo(peertube, id, { signal, fresh: true });
    if (video.isLive) {
      if (previous === undefined || video.state.id !== previous.video.state.id) {
        const { permanentLive, saveReplay } = await getLive(peertube, id, { signal });
        settings = { permanentLive, saveReplay };
      }
      const hasEnded = previous?.state === 'live' && video.state.id !== 1;
      if (video.state.id !== 1) await readSessions(hasEnded);
    }
    const sessionError = session?.endDate ? session.error : null;
    const states = nextLiveStates(previous?.state, { video, sessionError, saveReplay: settings.saveReplay });
    const { uuid, shortUUID } = video;
    const isReplay = !video.isLive && states.at(-1) === 'replay-ready';
    return {
      states,
      viewers: video.viewers,
      video,
      ...settings,
      replay: isReplay ? { id: video.id, uuid, shortUUID } : (session?.replayVideo ?? null),
      problem: sessionError === null ? null : { sessionError, detail: describeSessionError(sessionError) },
    };
  };
}

function isChange(before: LiveStatus | undefined, after: LiveStatus): boolean {
  return (
    before === undefined ||
    before.state !== after.state ||
    before.viewers !== after.viewers ||
    before.replay?.uuid !== after.replay?.uuid ||
    before.problem?.sessionError !== after.problem?.sessionError
  );
}

interface Bell {
  ring(viewers?: number): void;
  /** Resolves after the time, or sooner when it rings; with the viewers when that is what it rang for. */
  wait(clock: PeerTube['clock'], ms: number, signal: AbortSignal | undefined): Promise<number | undefined>;
}

function createBell(): Bell {
  let pending: { viewers: number | undefined } | undefined;
  let wake: (() => void) | undefined;
  return {
    ring(viewers) {
      // A change outranks a count: the reading that follows brings the count too.
      pending = { viewers: pending !== undefined && pending.viewers === undefined ? undefined : viewers };
      wake?.();
    },
    async wait(clock, ms, signal) {
      if (pending === undefined) {
        const timer = new AbortController();
        const rung = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const slept = clock.sleep(ms, timer.signal).catch(() => undefined);
        try {
          await abortable(Promise.race([rung, slept]), signal);
        } finally {
          wake = undefined;
          timer.abort();
        }
      }
      const viewers = pending?.viewers;
      pending = undefined;
      return viewers;
    },
  };
}

/** Without a connection the polling goes on alone. */
function open(
  connect: LiveSocketConnect,
  origin: string,
  videoId: number,
  bell: Bell,
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
