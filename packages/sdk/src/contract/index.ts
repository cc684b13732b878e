/**
 * `@piyakast/sdk/contract`: what the product and PeerTube agree on, as plain constants and small functions: limits, words,
 * states, media types and error codes. It holds no client, so a page that needs a limit loads the limit alone.
 *
 * @module contract
 */

export { CATEGORIES, type Category, categoryId, FALLBACK_CATEGORY_LABEL, type KnownCategory } from './categories.js';
export { COMMENTS_POLICIES, type CommentsPolicyWord, commentsPolicyId } from './comments-policy.js';
export {
  ERROR_CODES,
  type ErrorClassName,
  type ErrorCode,
  type ErrorCodeFacts,
  type KnownErrorCode,
} from './error-codes.js';
export { FAILOVER_CODES, FULL_INSTANCE_CODES, SIGNED_OUT_CODES } from './failover-codes.js';
export { LATENCIES, type Latency, latencyId, latencyName } from './latency.js';
export {
  CHANNEL_LIMITS,
  DEFAULT_MAX_CAPTION_BYTES,
  DEFAULT_MAX_IMAGE_BYTES,
  DEFAULT_MAX_UPLOAD_BYTES,
  type LengthLimit,
  MAX_DVR_WINDOW_SECONDS,
  MAX_VIDEO_PASSWORDS,
  maxImageBytes,
  VIDEO_LIMITS,
} from './limits.js';
export { describeSessionError, LIVE_SESSION_ERRORS } from './live-session.js';
export {
  acceptedExtensions,
  CAPTION_EXTENSIONS,
  extensionOf,
  IMAGE_MEDIA_TYPES,
  MEDIA_TYPES,
  mediaTypeOf,
} from './media-types.js';
export {
  canBeVideoPassword,
  DEFAULT_PRIVACY,
  LIVE_PRIVACIES,
  type LivePrivacy,
  PRIVACIES,
  type Privacy,
  privacyId,
  privacyName,
} from './privacy.js';
export { countCharacters, isWithin, normalizeText, truncateText } from './text.js';
export { isUploadKey, UPLOAD_KEY_PATTERN } from './upload-key.js';
export { ENDED_UPLOAD_CODES, FINAL_UPLOAD_CODES, LOST_UPLOAD_CODES } from './upload-outcomes.js';
export { isFailedState, isOnAir, VIDEO_STATE } from './video-state.js';
export { FAILOVER_AFTER_MS, PEERTUBE_AT_WORK_MS, PROCESSING_TIMEOUT_MS } from './waits.js';
