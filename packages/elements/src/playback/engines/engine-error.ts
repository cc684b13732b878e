import { PiyaError } from '@piyakast/sdk/errors';

/** Why something could not be played. Listed in `docs/errors/` like every code of the kit. */
export type PlayerErrorCode =
  /** The browser cannot play this kind of media. */
  | 'player/unsupported'
  /** The media did not arrive: refused, gone, or the connection broke. */
  | 'player/network'
  /** The media arrived and could not be decoded. */
  | 'player/decode'
  /** Playing was asked for and nothing moved for too long. */
  | 'player/stalled'
  /** PeerTube's embedded player did not get ready in time. */
  | 'player/embed-timeout'
  /** The video exists and cannot be played yet. */
  | 'player/not-ready'
  /** `src` is nothing that can be played, or the video has no source at all. */
  | 'player/no-source';

/** Playing failed. `retryable` is true when the same source may work later. */
export class PlayerError extends PiyaError {
  override name = 'PlayerError';

  constructor(code: PlayerErrorCode, message: string, cause?: unknown) {
    super(message, { code, cause, retryable: code !== 'player/unsupported' && code !== 'player/no-source' });
  }

  /** The nearest code of the platform's `MediaError`. */
  get mediaErrorCode(): number {
    if (this.code === 'player/decode') return 3;
    return this.code === 'player/unsupported' || this.code === 'player/no-source' ? 4 : 2;
  }
}
