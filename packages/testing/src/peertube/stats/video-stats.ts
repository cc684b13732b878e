import type { FakePeerTube } from '../fake-peertube.js';
import type { VideoState } from '../videos/state.js';
import type { ViewerState } from '../views/state.js';

const DAY_MS = 86_400_000;

/** What a viewer watched is written down when it has left, not before. */
function goneViewers(fake: FakePeerTube, video: VideoState): ViewerState[] {
  const since = fake.clock.now() - fake.features.viewerMs;
  return Object.values(video.viewers).filter((viewer) => viewer.watchedSeconds > 0 && viewer.lastSeenMs <= since);
}

/** `GET …/stats/overall`. Without countries: the fake has no addresses. */
export function overallStats(fake: FakePeerTube, video: VideoState): Record<string, unknown> {
  const viewers = goneViewers(fake, video);
  const total = viewers.reduce((sum, viewer) => sum + viewer.watchedSeconds, 0);
  const peak = peakOf(fake, video);
  return {
    totalWatchTime: total,
    averageWatchTime: viewers.length > 0 ? Math.round(total / viewers.length) : 0,
    totalViewers: viewers.length,
    viewersPeak: peak.viewers,
    viewersPeakDate: peak.atMs === undefined ? null : new Date(peak.atMs).toISOString(),
    countries: [],
    subdivisions: [],
  };
}

/** The most viewers that were seen at once. */
function peakOf(fake: FakePeerTube, video: VideoState): { viewers: number; atMs?: number } {
  const watching = goneViewers(fake, video);
  const moments = watching.map((viewer) => viewer.firstSeenMs);
  let peak: { viewers: number; atMs?: number } = { viewers: 0 };
  for (const atMs of moments) {
    const viewers = watching.filter(
      (viewer) => viewer.firstSeenMs <= atMs && viewer.lastSeenMs + fake.features.viewerMs > atMs,
    ).length;
    if (viewers > peak.viewers) peak = { viewers, atMs };
  }
  return peak;
}

/** `GET …/stats/retention`: how many of the viewers reached each second. */
export function retentionStats(fake: FakePeerTube, video: VideoState): Record<string, unknown> {
  const reached = goneViewers(fake, video).map((viewer) => viewer.lastTime);
  return {
    data: Array.from({ length: video.duration + 1 }, (_, second) => ({
      second,
      retentionPercent:
        reached.length > 0 ? Math.round((reached.filter((time) => time >= second).length / reached.length) * 100) : 0,
    })),
  };
}

/** Longer histories come in larger steps. */
const STEPS: readonly { upToMs: number; name: string; stepMs: number }[] = [
  { upToMs: DAY_MS / 24, name: '1 minute', stepMs: 60_000 },
  { upToMs: DAY_MS, name: '10 minutes', stepMs: 600_000 },
  { upToMs: 7 * DAY_MS, name: '1 hour', stepMs: DAY_MS / 24 },
  { upToMs: Number.POSITIVE_INFINITY, name: '1 day', stepMs: DAY_MS },
];

/** `GET …/stats/timeseries/:metric`, since the video was made. */
export function timeseriesStats(fake: FakePeerTube, video: VideoState, metric: string): Record<string, unknown> {
  const madeMs = Date.parse(video.createdAt);
  const nowMs = fake.clock.now();
  const { name, stepMs } = STEPS.find((step) => nowMs - madeMs <= step.upToMs) ?? { name: '1 day', stepMs: DAY_MS };
  const first = Math.floor(madeMs / stepMs);
  const viewers = goneViewers(fake, video);
  const data = Array.from({ length: Math.floor(nowMs / stepMs) - first + 1 }, (_, index) => {
    const step = first + index;
    const seen = viewers.filter((viewer) => Math.floor(viewer.lastSeenMs / stepMs) === step);
    const watched = seen.reduce((sum, viewer) => sum + viewer.watchedSeconds, 0);
    return { date: new Date(step * stepMs).toISOString(), value: metric === 'viewers' ? seen.length : watched };
  });
  return { groupInterval: name, data };
}
