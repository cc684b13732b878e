import { channels, config, oauth, rateLimit } from './account-setups.js';
import { live, liveDisabled, liveExtra } from './live-setups.js';
import type { RecordedNames } from './recorded-names.js';
import type { RecordingName } from './recording.js';
import type { Setup } from './setup.js';
import { uploadLegacy, uploadResumable, uploadResumableExtra, uploadResumableRestart } from './upload-setups.js';
import { corsEmbedErrors, usersMe, videos, views } from './video-setups.js';

/** What each recording needs before and between its exchanges. */
export const SETUPS: Record<RecordingName, (names: RecordedNames) => Setup> = {
  channels,
  config: () => config,
  constants: () => ({}),
  'cors-embed-errors': corsEmbedErrors,
  live,
  'live-disabled': liveDisabled,
  'live-extra': liveExtra,
  'live-timeline': () => ({}),
  oauth,
  'rate-limit': () => rateLimit,
  'upload-legacy': uploadLegacy,
  'upload-resumable': uploadResumable,
  'upload-resumable-extra': uploadResumableExtra,
  'upload-resumable-restart': uploadResumableRestart,
  'users-me': usersMe,
  videos,
  views,
};
