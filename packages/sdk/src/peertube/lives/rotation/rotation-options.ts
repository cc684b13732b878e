import type { CallOptions } from '../../request/call-options.js';
import type { PeerTubeVideoIds } from '../../types/common.js';

/** Options of {@link rotateLiveKey}. */
export interface RotateLiveKeyOptions extends CallOptions {
  /** New passwords of a password-protected live. @defaultValue those it has */
  videoPasswords?: readonly string[] | undefined;
  /** A new picture. @defaultValue the one it has */
  thumbnail?: Blob | undefined;
  /**
   * Rotate although a broadcast is on air or rests before its replay is made, and lose that replay: for a key that
   * others know. @defaultValue false
   */
  dropReplay?: boolean | undefined;
}

/** The live that took the place of another one. */
export interface RotatedLive extends PeerTubeVideoIds {
  /** `thumbnail` when the picture is kept where this client cannot read it: give it as an option. */
  lost: 'thumbnail'[];
}
