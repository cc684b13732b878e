import type { ErrorMappings } from '../../http/types.js';

/** What failures mean on a video and its parts. */
export const VIDEO_ERRORS: ErrorMappings = {
  // 403 in 6.3, 401 in 8: the code decides.
  video_requires_password: ['video/password-required', 'Give its `password`.'],
  incorrect_video_password: ['video/password-incorrect', 'Ask for the password again.'],
  401: ['video/private', 'Sign in with an account that may see it.'],
  403: ['video/private', 'Use an account that may see it.'],
  404: ['video/not-found', 'Check the id.'],
};

/** What failures mean when a video or a part of it is read. */
export const VIDEO_READ_ERRORS: ErrorMappings = {
  ...VIDEO_ERRORS,
  // No token was sent. 6.3 answers it about the captions of a private video.
  unauthorized_request: ['video/private', 'Sign in with an account that may see it.'],
};

/** What failures mean when a video is changed. */
export const VIDEO_CHANGE_ERRORS: ErrorMappings = {
  ...VIDEO_ERRORS,
  403: ['auth/forbidden', 'Use the account that owns it.'],
};
