import type { FakePeerTube } from '../fake-peertube.js';
import { problem } from '../http/problem.js';
import type { RouteContext } from '../http/route.js';
import { findVideo, mustWatch } from './find-video.js';
import { Privacies, type VideoState } from './state.js';

/** The video of the path, when the client may see what belongs to it. @throws Problem 401, 403 or 404. */
export function watchableVideo(fake: FakePeerTube, context: RouteContext): VideoState {
  const video = findVideo(fake, context.params.id ?? '');
  const password = context.request.headers.get('x-peertube-video-password');
  const isPublic = video.privacy === Privacies.public || video.privacy === Privacies.unlisted;
  if (fake.rules.videos.captionsNeedToken && !context.user && !password && !isPublic) {
    throw problem(401, 'Token is invalid', 'unauthorized_request');
  }
  mustWatch(fake, video, { user: context.user, password });
  return video;
}
