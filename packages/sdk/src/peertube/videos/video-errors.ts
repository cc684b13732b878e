import { LiveError } from '../../errors/live-error.js';
import type { ErrorMapping, ErrorMappings, Problem } from '../../http/types.js';

/** What failures mean on a video and its parts. */
export const VIDEO_ERRORS: ErrorMappings = {
  video_requires_password: ['video/password-required', 'Give its `password`.'],
  incorrect_video_password: ['video/password-incorrect', 'Ask for the password again.'],
  401: ['video/private', 'Sign in with an account that may see it.'],
  403: ['video/private', 'Use an account that may see it.'],
  404: ['video/not-found', 'Check the id.'],
};

/** Refusals that PeerTube gives no code, only words: a channel that is not the account's, a live that has been on air. */
export function refusalInWords({ detail = '' }: Problem): ErrorMapping | undefined {
  if (/video channel/.test(detail)) return ['channel/not-found', 'Choose a channel of the signed-in account.'];
  return /already started/.test(detail) ? ['live/already-started', 'Make a new live.', LiveError] : undefined;
}

export const FORBIDDEN: ErrorMapping = ['auth/forbidden', 'Use the account that owns it.'];

/** What failures mean when a video is changed. */
export const VIDEO_CHANGE_ERRORS: ErrorMappings = {
  ...VIDEO_ERRORS,
  400: refusalInWords,
  403: FORBIDDEN,
};
