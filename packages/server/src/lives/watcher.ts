import { type Clock, systemClock } from '@piyakast/sdk';
import type { Db } from '../db/database.js';
import type { Replay, StreamRow } from '../db/schema.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { PeerTubeGateway, RemoteSession, RemoteVideo } from '../peertube/gateway.js';
import type { Health } from '../peertube/health.js';
import { changeStream, type StreamChange, scheduleCheck, takeDueStreams } from './rows.js';

const TICK_MS = 1000;
/** A server that took a stream and died; another takes it after this. */
const TAKE_SECONDS = 30;
/** PeerTube allows 50 requests in 10 s to one address; half of that is left to everything else. */
const REQUESTS_PER_SECOND = 2;
const NEAR_SECONDS = 3;
const FAR_SECONDS = 30;
/** PeerTube makes a replay five minutes after the end (contract, section 9); one that takes a day never comes. */
const REPLAY_DEADLINE_MS = 24 * 3_600_000;
/** After the end of a broadcast on a permanent live, its replay is looked for this long. */
const REPLAY_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;

const ON_AIR = 1;
const ENDED = 5;

/** Why PeerTube broke a broadcast off (contract, section 9). */
const SESSION_ERRORS: Record<number, string> = {
  1: 'The connection of the encoder was too slow.',
  2: 'The live was longer than the instance allows.',
  3: 'The quota of the account is used up.',
  4: 'PeerTube could not read the stream of the encoder.',
  5: 'An administrator blocked the live.',
  9: 'The stream of the encoder has a format that PeerTube cannot use.',
};

/** Follows the lives at PeerTube and keeps their rows true. */
export interface StreamWatcher {
  start(): void;
  /** Looks at every stream whose turn it is. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

export interface StreamWatcherDeps {
  db: Db;
  gateway: PeerTubeGateway;
  health: Health;
  log: Logger;
  metrics: Metrics;
  clock?: Clock;
}

export function createStreamWatcher({
  db,
  gateway,
  health,
  log,
  metrics,
  clock = systemClock,
}: StreamWatcherDeps): StreamWatcher {
  const stopping = new AbortController();
  let loop: Promise<void> = Promise.resolve();

  const look = async (row: StreamRow, pace: number): Promise<void> => {
    const video = await gateway.video(row.peertubeUuid);
    const next = await nextState(row, video, () => gateway.sessions(row.peertubeUuid), clock.now());
    if (next.change !== undefined) {
      if (next.change.state === 'live' && row.startedAt === null) {
        metrics.firstFrameSeconds.observe((clock.now() - row.createdAt.getTime()) / 1000);
      }
      const changed = next.change.state !== undefined && next.change.state !== row.state;
      await changeStream(db, row.id, next.change);
      if (changed) log.info({ event: 'stream.state', streamId: row.id, state: next.change.state }, 'live changed');
    }
    await scheduleCheck(db, row.id, next.again === null ? null : Math.max(next.again, pace));
  };

  const tick = async (): Promise<void> => {
    if (health.current.state === 'down') return;
    const due = await takeDueStreams(db, TAKE_SECONDS, REQUESTS_PER_SECOND * 5);
    const pace = due.length / REQUESTS_PER_SECOND;
    for (const row of due) {
      try {
        await look(row, pace);
      } catch (error) {
        log.debug({ err: error, streamId: row.id }, 'the state of a live could not be read');
        await scheduleCheck(db, row.id, NEAR_SECONDS * 2);
      }
    }
  };

  return {
    tick,
    start() {
      loop = (async () => {
        while (!stopping.signal.aborted) {
          await tick().catch((error: unknown) => log.error({ err: error }, 'following the lives failed'));
          await clock.sleep(TICK_MS, stopping.signal).catch((error: unknown) => {
            if (!stopping.signal.aborted) throw error;
          });
        }
      })();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

/** What a look at PeerTube changes, and in how many seconds to look again (null: never). Exported for its test. */
export async function nextState(
  row: StreamRow,
  video: RemoteVideo | undefined,
  sessions: () => Promise<RemoteSession[]>,
  nowMs: number,
): Promise<{ change?: StreamChange; again: number | null }> {
  if (video === undefined) {
    const problem = { problemCode: 'live/not-found', problemDetail: 'The live was deleted at PeerTube.' };
    return { change: { state: 'ended', viewers: 0, endedAt: row.endedAt ?? new Date(nowMs), ...problem }, again: null };
  }
  // A list of playlists or `isLive` says nothing; only this is "on air" (contract, section 9).
  if (video.isLive && video.stateId === ON_AIR) return { ...onAir(row, video, nowMs), again: NEAR_SECONDS };

  const wasLive = row.state === 'live';
  const over = !video.isLive || video.stateId === ENDED;
  const endedAtMs = row.endedAt?.getTime() ?? 0;
  const follow = wasLive || (row.startedAt !== null && (over || nowMs - endedAtMs < REPLAY_MS));
  if (!follow && !over && row.state !== 'live') return { again: nextLook(row, false, true, nowMs) };
  const replays = follow ? await replaysOf(row, video, sessions) : undefined;
  const state = replays?.problem !== undefined ? 'error' : over ? 'ended' : 'waiting';
  const change: StreamChange = {
    state,
    viewers: 0,
    ...(wasLive ? { endedAt: new Date(nowMs) } : {}),
    ...(replays === undefined ? {} : { replays: replays.list }),
    problemCode: replays?.problem === undefined ? null : 'live/interrupted',
    problemDetail: replays?.problem ?? null,
  };
  const isSame =
    row.state === state &&
    row.viewers === 0 &&
    row.problemDetail === change.problemDetail &&
    (replays === undefined || replays.list.length === row.replays.length);
  return { ...(isSame ? {} : { change }), again: nextLook(row, over, replays?.complete ?? true, nowMs) };
}

function onAir(row: StreamRow, video: RemoteVideo, nowMs: number): { change?: StreamChange } {
  if (row.state === 'live' && row.viewers === video.viewers) return {};
  const begins = row.state === 'live' ? {} : { startedAt: new Date(nowMs), endedAt: null };
  return { change: { state: 'live', viewers: video.viewers, problemCode: null, problemDetail: null, ...begins } };
}

async function replaysOf(row: StreamRow, video: RemoteVideo, sessions: () => Promise<RemoteSession[]>) {
  if (!video.isLive) {
    // A normal live turns into its own replay; its sessions are gone then.
    const replay: Replay = {
      uuid: video.uuid,
      embedUrl: video.embedUrl,
      startedAt: (row.startedAt ?? row.createdAt).toISOString(),
    };
    const ready = video.stateId === ON_AIR;
    return { list: ready ? [replay] : row.replays, complete: ready, problem: undefined };
  }
  const all = await sessions();
  const list = all.flatMap(({ replay, startedAt }): Replay[] => (replay === null ? [] : [{ ...replay, startedAt }]));
  const error = all.at(-1)?.error ?? null;
  const problem = error === null ? undefined : (SESSION_ERRORS[error] ?? `PeerTube ended the live (error ${error}).`);
  return { list, complete: !row.saveReplay || list.length >= all.length, problem };
}

function nextLook(row: StreamRow, over: boolean, complete: boolean, nowMs: number): number | null {
  const endedFor = row.endedAt === null ? 0 : nowMs - row.endedAt.getTime();
  const replayMayCome = row.saveReplay && !complete && endedFor < REPLAY_DEADLINE_MS;
  // PeerTube takes five minutes for a replay; an instance that is quicker need not wait for us.
  if (over) return replayMayCome ? Math.min(FAR_SECONDS / 2, NEAR_SECONDS + endedFor / 20_000) : null;
  // Nobody starts an encoder on the second, a day after the page was made.
  return nowMs - row.updatedAt.getTime() > DAY_MS ? FAR_SECONDS : NEAR_SECONDS;
}
