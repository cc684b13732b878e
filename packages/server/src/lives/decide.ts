import { describeSessionError, isOnAir, VIDEO_STATE } from '@piyakast/sdk';
import type { Replay, StreamRow } from '../db/schema.js';
import type { RemoteSession, RemoteVideo } from '../peertube/gateway.js';
import type { StreamChange } from './rows.js';

/** What a live's row says of it. */
export type LiveFacts = Pick<
  StreamRow,
  | 'state'
  | 'viewers'
  | 'replays'
  | 'earlierReplays'
  | 'saveReplay'
  | 'startedAt'
  | 'endedAt'
  | 'problemDetail'
  | 'createdAt'
  | 'updatedAt'
>;

/** What was seen of a live at PeerTube. */
export interface LiveSeen {
  /** `undefined` when PeerTube has it no more. */
  video: RemoteVideo | undefined;
  /** Oldest first; `undefined` when they were not asked for, see {@link needsSessions}. */
  sessions: readonly RemoteSession[] | undefined;
}

/** What to write, if anything, and in how many seconds to look again; null: never. */
export interface LiveDecision {
  change?: StreamChange;
  again: number | null;
}

const NEAR_SECONDS = 3;
const FAR_SECONDS = 30;
/** PeerTube makes a replay five minutes after the end; one that takes a day never comes. */
const REPLAY_DEADLINE_MS = 24 * 3_600_000;
/** After the end of a broadcast on a permanent live, its replay is looked for this long. */
const REPLAY_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;

type Phase = 'gone' | 'on-air' | 'off-air' | 'over';

/**
 * `on-air` while an encoder sends and viewers see it; `off-air` before, and between two broadcasts of a permanent live;
 * `over` once it can never be on air again, or has turned into its replay.
 */
function phaseOf(video: RemoteVideo | undefined): Phase {
  if (video === undefined) return 'gone';
  if (isOnAir({ isLive: video.isLive, state: { id: video.stateId } })) return 'on-air';
  return !video.isLive || video.stateId === VIDEO_STATE.liveEnded ? 'over' : 'off-air';
}

/** Whether a broadcast began or ended, or a replay may have come: the sessions say when and why. */
export function needsSessions(row: LiveFacts, video: RemoteVideo | undefined, nowMs: number): boolean {
  const phase = phaseOf(video);
  if (phase === 'on-air') return row.state !== 'live';
  // A normal live that turned into its replay has no sessions any more.
  if (phase === 'gone' || video?.isLive === false) return false;
  return followsReplays(row, phase, nowMs);
}

/** What a look at PeerTube changes, and when to look again. Knows no clock, no database and no PeerTube. */
export function decideLive(row: LiveFacts, { video, sessions }: LiveSeen, nowMs: number): LiveDecision {
  const phase = phaseOf(video);
  if (video === undefined) {
    const problem = { problemCode: 'live/not-found', problemDetail: 'The live was deleted at PeerTube.' };
    return { change: { state: 'ended', viewers: 0, endedAt: row.endedAt ?? new Date(nowMs), ...problem }, again: null };
  }
  if (phase === 'on-air') return { ...onAir(row, video, sessions, nowMs), again: NEAR_SECONDS };
  const isOver = phase === 'over';
  if (!isOver && !followsReplays(row, phase, nowMs)) return { again: nextLook(row, false, true, nowMs) };
  const replays = replaysOf(row, video, sessions);
  const change = offAir(row, isOver, replays, nowMs);
  const again = nextLook(row, isOver, replays?.complete ?? true, nowMs);
  return change === undefined ? { again } : { change, again };
}

function followsReplays(row: LiveFacts, phase: Phase, nowMs: number): boolean {
  if (row.state === 'live') return true;
  const endedForMs = nowMs - (row.endedAt?.getTime() ?? 0);
  return row.startedAt !== null && (phase === 'over' || endedForMs < REPLAY_MS);
}

/** The broadcast began when the encoder did, which is some seconds before viewers see it. */
function onAir(row: LiveFacts, video: RemoteVideo, sessions: LiveSeen['sessions'], nowMs: number) {
  if (row.state === 'live' && row.viewers === video.viewers) return {};
  const startedMs = Math.min(nowMs, Date.parse(sessions?.at(-1)?.startedAt ?? '') || nowMs);
  const begins = row.state === 'live' ? {} : { startedAt: new Date(startedMs), endedAt: null };
  const change: StreamChange = { state: 'live', viewers: video.viewers, problemCode: null, problemDetail: null };
  return { change: { ...change, ...begins } };
}

function offAir(row: LiveFacts, isOver: boolean, replays: Replays | undefined, nowMs: number) {
  const problem = replays?.problem ?? null;
  const state = problem !== null ? 'error' : isOver ? 'ended' : 'waiting';
  const isSame =
    row.state === state &&
    row.viewers === 0 &&
    row.problemDetail === problem &&
    (replays === undefined || replays.list.length === row.replays.length);
  if (isSame) return undefined;
  return {
    state,
    viewers: 0,
    ...(row.state === 'live' ? { endedAt: new Date(nowMs) } : {}),
    ...(replays === undefined ? {} : { replays: replays.list }),
    problemCode: problem === null ? null : 'live/interrupted',
    problemDetail: problem,
  } satisfies StreamChange;
}

interface Replays {
  list: Replay[];
  /** Whether nothing more is expected. */
  complete: boolean;
  /** Why PeerTube broke the last broadcast off. */
  problem: string | null;
}

function replaysOf(row: LiveFacts, video: RemoteVideo, sessions: LiveSeen['sessions']): Replays | undefined {
  if (!video.isLive) {
    if (row.startedAt === null && row.state !== 'live') return undefined;
    const startedAt = (row.startedAt ?? row.createdAt).toISOString();
    const isReady = video.stateId === VIDEO_STATE.published;
    const replay = { uuid: video.uuid, embedUrl: video.embedUrl, startedAt };
    return { list: isReady ? [...row.earlierReplays, replay] : row.replays, complete: isReady, problem: null };
  }
  if (sessions === undefined) return undefined;
  const present = sessions.flatMap(({ replay, startedAt }): Replay[] =>
    replay === null ? [] : [{ ...replay, startedAt }],
  );
  const list = [...row.earlierReplays, ...present];
  const error = sessions.at(-1)?.error ?? null;
  const problem = error === null ? null : describeSessionError(error);
  return { list, complete: !row.saveReplay || present.length >= sessions.length, problem };
}

function nextLook(row: LiveFacts, isOver: boolean, isComplete: boolean, nowMs: number): number | null {
  const endedForMs = row.endedAt === null ? 0 : nowMs - row.endedAt.getTime();
  const replayMayCome = row.saveReplay && !isComplete && endedForMs < REPLAY_DEADLINE_MS;
  // PeerTube takes five minutes for a replay; an instance that is quicker need not wait for us.
  if (isOver) return replayMayCome ? Math.min(FAR_SECONDS / 2, NEAR_SECONDS + endedForMs / 20_000) : null;
  // A day after the page was made, a second more or less does not matter.
  return nowMs - row.updatedAt.getTime() > DAY_MS ? FAR_SECONDS : NEAR_SECONDS;
}
