import { normalizeText } from '../../contract/text.js';
import { PiyaError } from '../../errors/piya-error.js';
import { type Asked, change, type Route } from '../request/ask.js';
import type { CallOptions, ReadOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { VIDEO_CHANGE_ERRORS, VIDEO_READ_ERRORS } from './video-errors.js';

/** A request that only the owner of a video may make. */
export const ownedVideoRequest = (id: string | number, { signal }: CallOptions, language = '') => ({
  params: { id, language },
  errorMappings: VIDEO_CHANGE_ERRORS,
  signal,
});

/** The absolute form of a path on the instance. */
export const absolute = (peertube: PeerTube, path = ''): string => new URL(path, peertube.url).href;

/** Options of {@link getVideo} and of what belongs to a video. */
export interface VideoReadOptions extends ReadOptions {
  /** Of a password-protected video. Sent without the session: with one, PeerTube would refuse even the owner's. */
  password?: string | undefined;
}

/** A request for a video or a part of it: with a password, as the signed-in user, or anonymous. */
export function videoRequest(id: string | number, { signal, password }: VideoReadOptions): Asked {
  const request = { params: { id }, errorMappings: VIDEO_READ_ERRORS, signal };
  if (password === undefined) return request;
  // Passwords outside Latin-1 cannot be sent in a header, so none can be valid: see `canBeVideoPassword`.
  const sent = normalizeText(password);
  if (/[^ -\xff]/.test(sent)) {
    throw new PiyaError('Ask for the password again.', { code: 'video/password-incorrect' });
  }
  return { ...request, auth: 'none', headers: { 'x-peertube-video-password': sent } };
}

/** Changes a video and drops what is cached of it, also when no answer came: the change may have been made. */
export const changeVideo = (peertube: PeerTube, route: Route, request: Asked): Promise<void> =>
  change(peertube, route, request).finally(() => forgetVideos(peertube));

/** Drops every cached video: one goes by three ids. */
export function forgetVideos({ cache }: PeerTube): void {
  cache.invalidate('video:');
}
