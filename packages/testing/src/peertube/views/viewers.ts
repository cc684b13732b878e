import type { FakePeerTube } from '../fake-peertube.js';
import type { VideoState } from '../videos/state.js';

/** A view counts after so much watching, or half of a shorter video. */
const COUNTED_AFTER_S = 10;

/** Who watched within the last two minutes (docs/peertube §9: `viewers` decays so long after the last sign). */
export function viewersOf(fake: FakePeerTube, video: VideoState): number {
  const since = fake.clock.now() - fake.features.viewerMs;
  return Object.values(video.viewers).filter((viewer) => viewer.lastSeenMs > since).length;
}

/** Takes one heartbeat. Watch time is the difference of successive times, so only steady ones add up. */
export function recordView(fake: FakePeerTube, video: VideoState, session: string, time: number): void {
  const now = fake.clock.now();
  const before = viewersOf(fake, video);
  const viewer = video.viewers[session] ?? { firstSeenMs: now, lastSeenMs: now, lastTime: time, watchedSeconds: 0 };
  const enough = video.isLive ? COUNTED_AFTER_S : Math.min(COUNTED_AFTER_S, video.duration / 2);
  const counted = viewer.watchedSeconds >= enough;
  const elapsed = time - viewer.lastTime;
  if (elapsed > 0 && elapsed <= (now - viewer.lastSeenMs) / 1000 + 5) viewer.watchedSeconds += elapsed;
  if (!counted && viewer.watchedSeconds >= enough) video.views += 1;
  video.viewers[session] = { ...viewer, lastSeenMs: now, lastTime: time };
  const viewers = viewersOf(fake, video);
  if (viewers !== before) fake.events.emit({ type: 'views-change', videoId: video.id, viewers });
}

/** Puts a number of made-up viewers on a video, for tests and demonstrations. */
export function setViewers(fake: FakePeerTube, video: VideoState, count: number): void {
  const now = fake.clock.now();
  video.viewers = {};
  for (let index = 0; index < count; index += 1) {
    video.viewers[`made-up-${index}`] = { firstSeenMs: now, lastSeenMs: now, lastTime: 0, watchedSeconds: 0 };
  }
  fake.events.emit({ type: 'views-change', videoId: video.id, viewers: count });
}
