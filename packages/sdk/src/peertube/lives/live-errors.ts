import { LiveError } from '../../errors/live-error.js';
import type { ErrorMapping, ErrorMappings, Problem } from '../../http/types.js';
import { FORBIDDEN, refusalInWords, VIDEO_CHANGE_ERRORS } from '../videos/video-errors.js';

const NO_REPLAY: ErrorMapping = ['live/replay-not-allowed', 'Use `saveReplay: false`.', LiveError];

const LIMIT: ErrorMapping = [
  'live/limit-reached',
  'Delete a live that is not used; waiting and permanent ones count.',
  LiveError,
];

export const CREATE_LIVE_ERRORS: ErrorMappings = {
  live_not_enabled: ['live/disabled', 'Ask the administrator to allow lives, or use another instance.', LiveError],
  live_not_allowing_replay: NO_REPLAY,
  max_user_lives_limit_reached: LIMIT,
  max_instance_lives_limit_reached: LIMIT,
  400: refusalInWords,
  403: settingRefusal,
};

const LIVE_ERRORS: ErrorMappings = {
  ...VIDEO_CHANGE_ERRORS,
  403: (problem) => settingRefusal(problem) ?? FORBIDDEN,
  404: ['live/not-found', 'Check the id; a live that became its replay is an ordinary video.', LiveError],
};

/** What the instance does not allow of a live; without a code, but for one when a live is made. */
function settingRefusal({ detail = '' }: Problem): ErrorMapping | undefined {
  if (/latency/.test(detail)) return ['live/latency-not-allowed', 'Leave `latencyMode` out.', LiveError];
  return /replay/.test(detail) ? NO_REPLAY : undefined;
}

export const liveRequest = (id: string | number, signal: AbortSignal | undefined) => ({
  params: { id },
  errorMappings: LIVE_ERRORS,
  signal,
});
