import { normalizeText } from '../contract/text.js';
import { PiyaError } from '../errors/piya-error.js';
import type { CallOptions, ReadOptions } from '../peertube/request/call-options.js';

/** Options of {@link getPiyakastVideo}. */
export interface PiyakastViewerOptions extends CallOptions {
  /** For a video of privacy `password`, for viewers who may not see it anyway. Secret. */
  password?: string | undefined;
}

/** Options of {@link getPiyakastVideoPlayback}. */
export interface PiyakastPlaybackOptions extends PiyakastViewerOptions, ReadOptions {}

/** The server takes it under PeerTube's name for it. */
export function passwordHeader(password: string | undefined): Record<string, string> {
  if (password === undefined) return {};
  // What cannot be sent in a header cannot be the password of a video: see `canBeVideoPassword`.
  const sent = normalizeText(password);
  if (/[^ -\xff]/.test(sent)) {
    throw new PiyaError('Ask for the password again.', { code: 'video/password-incorrect' });
  }
  return { 'x-peertube-video-password': sent };
}
