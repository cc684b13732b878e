import { PiyaError } from '../../errors/piya-error.js';
import { type Asked, change, type Route } from '../request/ask.js';
import type { CallOptions, ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { VIDEO_CHANGE_ERRORS, VIDEO_ERRORS } from './video-errors.js';

/** What only its owner may do. */
export const ownedVideoRequest = (id: string | number, { signal }: CallOptions, language = '') => ({
  params: { id, language },
  errorMappings: VIDEO_CHANGE_ERRORS,
  signal,
});

export const absolute = (peertube: PeerTube, path = ''): string => new URL(path, peertube.url).href;

/** Options of {@link getVideo} and of what belongs to a video. */
export interface VideoReadOptions extends ReadOptions {
  /** Of a password-protected video. Sent without the session: with one, PeerTube would refuse even the owner's. */
  password?: string | undefined;
}

/** A request for a video or a part of it: with a password, or as the signed-in user, or as anybody. */
export function videoRequest(id: string | number, { signal, password }: VideoReadOptions): Asked {
  const request = { params: { id }, errorMappings: VIDEO_ERRORS, signal };
  if (password === undefined) return request;
  // What no header can carry is no video's password: see `canBeVideoPassword`.
  if (/[^ -\xff]/.test(password)) {
    throw new PiyaError('Ask for the password again.', { code: 'video/password-incorrect' });
  }
  return { ...request, auth: 'none', headers: { 'x-peertube-video-password': password } };
}

/** Changes a video. What is kept is forgotten also when no answer came: the change may have been made. */
export const changeVideo = (peertube: PeerTube, route: Route, request: Asked): Promise<void> =>
  change(peertube, route, request).finally(() => forgetVideos(peertube));

/** A video goes by three ids, so a change forgets all. */
export function forgetVideos({ cache }: PeerTube): void {
  cache.invalidate('video:');
}
