import type { FakePeerTube } from '../fake-peertube.js';
import { type VideoState, VideoStates } from '../videos/state.js';
import { makeReplay } from './live-replay.js';
import type { LiveChangeOptions, LiveSessionState, LiveState } from './state.js';

const SMALL_LATENCY = 3;

/** The waits of one session, so that its end stops what its start still had to do. */
const starts = new WeakMap<VideoState, AbortController>();

/**
 * A publisher begins. The states follow by the timeline of docs/peertube §9, which is later than the publisher sees.
 *
 * @returns `false` when the key is refused: a live that ended, or whose last session has not closed yet.
 */
export function goLive(fake: FakePeerTube, video: VideoState, options: LiveChangeOptions = {}): boolean {
  const { live } = video;
  if (!live || !video.isLive || video.state !== VideoStates.waitingForLive || live.phase !== 'idle') return false;
  if (video.playlist) {
    // The playlist of the session before is still there: players must let go of it first.
    delete video.playlist;
    fake.events.emit({ type: 'force-end', videoId: video.id });
  }
  live.phase = 'publishing';
  live.playable = false;
  live.ended = false;
  const session: LiveSessionState = {
    id: fake.nextId('liveSession'),
    startDate: fake.isoNow(),
    endDate: null,
    endingProcessed: false,
    saveReplay: live.saveReplay,
    ...(live.replayPrivacy === undefined ? {} : { replayPrivacy: live.replayPrivacy }),
    error: null,
  };
  live.sessions.push(session);
  const stop = new AbortController();
  starts.set(video, stop);
  fake.later(start(fake, video, live, stop.signal, options.instant ?? false));
  return true;
}

async function start(
  fake: FakePeerTube,
  video: VideoState,
  live: LiveState,
  ended: AbortSignal,
  instant: boolean,
): Promise<void> {
  const { timeline } = fake.features.live;
  const small = live.latencyMode === SMALL_LATENCY;
  const publishedMs = small ? timeline.publishedSmallMs : timeline.publishedMs;
  const announcedMs = small ? timeline.announcedSmallMs : timeline.announcedMs;
  const signal = AbortSignal.any([ended, fake.lifetime]);
  const wait = (ms: number) => (instant ? Promise.resolve() : fake.clock.sleep(Math.max(0, ms), signal));

  await wait(timeline.listedMs);
  video.playlist = {
    id: fake.nextId('playlistFiles'),
    master: 'master.m3u8',
    segmentsSha256: 'segments-sha256.json',
    files: [],
    content: {},
  };
  const playableMs = Math.min(timeline.playableMs, publishedMs);
  await Promise.all([wait(playableMs - timeline.listedMs), fake.liveMedia.ready?.(video, signal)]);
  live.playable = true;
  await wait(publishedMs - playableMs);
  signal.throwIfAborted();
  video.state = VideoStates.published;
  video.publishedAt = fake.isoNow();
  video.updatedAt = video.publishedAt;
  video.aspectRatio = 1.7778;
  await fake.changed();
  // Notified late, and even when the stream has ended meanwhile: a stale event.
  if (!instant) await fake.clock.sleep(announcedMs - publishedMs, fake.lifetime);
  fake.events.emit({ type: 'state-change', videoId: video.id, state: VideoStates.published });
}

/** The publisher ends, or is cut. @returns `false` when there was none. */
export function endLive(fake: FakePeerTube, video: VideoState, options: LiveChangeOptions = {}): boolean {
  const { live } = video;
  if (live?.phase !== 'publishing') return false;
  live.phase = 'closing';
  starts.get(video)?.abort(new DOMException('the publisher ended', 'AbortError'));
  fake.later(end(fake, video, live, options.instant ?? false));
  return true;
}

async function end(fake: FakePeerTube, video: VideoState, live: LiveState, instant: boolean): Promise<void> {
  const { timeline } = fake.features.live;
  const wait = (ms: number) => (instant ? Promise.resolve() : fake.clock.sleep(Math.max(0, ms), fake.lifetime));
  await wait(timeline.endlistMs);
  live.ended = true;
  await wait(timeline.endedMs - timeline.endlistMs);
  const session = live.sessions.at(-1);
  if (session) session.endDate = fake.isoNow();
  live.phase = 'idle';
  video.state = live.permanentLive ? VideoStates.waitingForLive : VideoStates.liveEnded;
  video.updatedAt = fake.isoNow();
  fake.events.emit({ type: 'state-change', videoId: video.id, state: video.state });
  await fake.changed();
  if (session) await cleanUp(fake, video, live, session, timeline.replayDelayMs - timeline.endedMs);
}

/** Five minutes after the end: the files of the session go, and its replay is made. */
async function cleanUp(
  fake: FakePeerTube,
  video: VideoState,
  live: LiveState,
  session: LiveSessionState,
  delayMs: number,
): Promise<void> {
  await fake.clock.sleep(Math.max(0, delayMs), fake.lifetime);
  if (!fake.state.videos.includes(video)) return;
  session.endingProcessed = true;
  const forgetPlaylist = () => {
    if (live.sessions.at(-1) !== session) return; // It streams again, under the same name.
    live.playable = false;
    delete video.playlist;
  };
  // A permanent live lists its dead playlist until the replay, which is another video, is made.
  if (!live.permanentLive) forgetPlaylist();
  if (session.saveReplay) await makeReplay(fake, video, live, session);
  if (live.permanentLive) forgetPlaylist();
  await fake.changed();
}

/** Resumes what a stopped process left: a restart ends lives at once, and replays are still made. */
export function resumeLives(fake: FakePeerTube): void {
  for (const video of fake.state.videos) {
    const { live } = video;
    if (!live) continue;
    if (live.phase !== 'idle') {
      live.phase = 'publishing';
      endLive(fake, video, { instant: true });
      continue;
    }
    for (const session of live.sessions) {
      if (session.endingProcessed || session.endDate === null) continue;
      const due = Date.parse(session.endDate) + fake.features.live.timeline.replayDelayMs;
      fake.later(cleanUp(fake, video, live, session, due - fake.clock.now()));
    }
  }
}
