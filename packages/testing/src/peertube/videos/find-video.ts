import { isShortUuid, isUuid, toShortUuid } from '../../runtime/ids.js';
import { channelOf } from '../actors/actor-json.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { isWithinFollows } from '../federation/federate.js';
import { Problem, problem } from '../http/problem.js';
import { refusal } from '../http/validation.js';
import type { UserState } from '../users/state.js';
import { Privacies, type VideoState } from './state.js';

/** Finds a video by number, UUID or short UUID. @throws Problem 400 for what is none of them, 404. */
export function findVideo(fake: FakePeerTube, id: string): VideoState {
  if (!/^\d+$/.test(id) && !isUuid(id) && !isShortUuid(id)) {
    const msg = 'Should have a valid video id (id, short UUID or UUID)';
    throw refusal([{ type: 'field', value: id, msg, path: 'id', location: 'params' }]);
  }
  const video = fake.state.videos.find(
    (one) => String(one.id) === id || one.uuid === id.toLowerCase() || toShortUuid(one.uuid) === id,
  );
  if (!video) throw problem(404, 'Video not found');
  return video;
}

export const isOwner = (fake: FakePeerTube, video: VideoState, user: UserState | undefined) =>
  user !== undefined && channelOf(fake, video.channelId).userId === user.id;

const isStaff = (user: UserState | undefined) => user !== undefined && user.role < 2;

/** Whether a user may change a video. */
export const isManager = (fake: FakePeerTube, video: VideoState, user: UserState | undefined): boolean =>
  isOwner(fake, video, user) || isStaff(user);

/** @throws Problem 403 unless the user owns the video or is staff. */
export function mustManage(fake: FakePeerTube, video: VideoState, user: UserState): void {
  if (!isManager(fake, video, user)) throw problem(403, 'Cannot manage a video of another user.');
}

export interface WatchAccess {
  user: UserState | undefined;
  /** As the client wrote it: a number does not open an unlisted video. */
  id?: string;
  password?: string | null;
}

/** Who may watch what (the table of docs/peertube §7). @throws Problem 401 or 403. */
export function mustWatch(fake: FakePeerTube, video: VideoState, { user, id, password }: WatchAccess): void {
  if (!user && !isWithinFollows(fake, video)) {
    throw new Problem({
      status: 403,
      detail: 'Cannot get this video regarding follow constraints',
      code: 'does_not_respect_follow_constraints',
      extra: { originUrl: `${video.origin}/videos/watch/${video.uuid}` },
    });
  }
  if (video.privacy === Privacies.public) return;
  const mine = isManager(fake, video, user);
  if (video.privacy === Privacies.unlisted && (id === undefined || !/^\d+$/.test(id))) return;
  if (video.privacy === Privacies.password) {
    if (password) {
      if (video.passwords.some((one) => one.password === password)) return;
      throw problem(403, fake.rules.videos.wrongPassword, 'incorrect_video_password');
    }
    if (mine) return;
    throw problem(
      user ? 403 : fake.rules.videos.passwordMissingStatus,
      'Please provide a password to access this password protected video',
      'video_requires_password',
    );
  }
  if (mine || (video.privacy === Privacies.internal && user)) return;
  if (!user) throw problem(401, fake.rules.errors.notAuthenticated);
  throw problem(403, 'Cannot fetch information of private/internal/blocked video');
}
