import { channelOf } from '../actors/actor-json.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { Problem } from '../http/problem.js';
import type { UserState } from './state.js';

const DAY_MS = 86_400_000;

export function quotaUsed(fake: FakePeerTube, user: UserState): { total: number; daily: number } {
  const mine = fake.state.videos.filter((video) => channelOf(fake, video.channelId).userId === user.id);
  const bytes = (videos: typeof mine) => videos.reduce((sum, video) => sum + (video.source?.sizeBytes ?? 0), 0);
  const since = fake.clock.now() - DAY_MS;
  return { total: bytes(mine), daily: bytes(mine.filter((video) => Date.parse(video.createdAt) > since)) };
}

/** A file as large as what is left is refused too. @throws Problem 413 `quota_reached`. */
export function mustFitQuota(fake: FakePeerTube, user: UserState, sizeBytes: number): void {
  const used = quotaUsed(fake, user);
  const over = (quota: number, sum: number) => quota !== -1 && sum + sizeBytes >= quota;
  if (
    !fake.faults.current.quotaReached &&
    !over(user.videoQuota, used.total) &&
    !over(user.videoQuotaDaily, used.daily)
  ) {
    return;
  }
  throw new Problem({
    status: 413,
    detail: fake.rules.uploads.quotaDetail,
    code: 'quota_reached',
  });
}
