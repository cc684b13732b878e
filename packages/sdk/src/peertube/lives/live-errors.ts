import { LiveError } from '../../errors/live-error.js';
import type { ErrorMapping, ErrorMappings } from '../../http/types.js';
import type { Asked } from '../request/ask.js';
import { VIDEO_CHANGE_ERRORS } from '../videos/video-errors.js';

const LIMIT: ErrorMapping = [
  'live/limit-reached',
  'Delete a live that is not used; waiting and permanent ones count.',
  LiveError,
];

/** What failures mean when a live is made. */
export const CREATE_LIVE_ERRORS: ErrorMappings = {
  live_not_enabled: ['live/disabled', 'Ask the administrator to allow lives, or use another instance.', LiveError],
  live_not_allowing_replay: ['live/replay-not-allowed', 'Use `saveReplay: false`.', LiveError],
  max_user_lives_limit_reached: LIMIT,
  max_instance_lives_limit_reached: LIMIT,
};

/** What failures mean on a live that exists. */
const LIVE_ERRORS: ErrorMappings = {
  ...VIDEO_CHANGE_ERRORS,
  404: ['live/not-found', 'Check the id; a live that became its replay is an ordinary video.', LiveError],
};

/** A request about a live that exists. */
export const liveRequest = (id: string | number, signal: AbortSignal | undefined): Asked => ({
  params: { id },
  errorMappings: LIVE_ERRORS,
  signal,
});
