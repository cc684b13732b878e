import type { Clock } from '../../runtime/clock.js';
import type { Random } from '../../runtime/random.js';
import type { UnconfirmedUploadStore } from '../unconfirmed/unconfirmed-uploads.js';
import type { FallbackStore, PrimaryUploads, PromotionReport } from './types.js';

/** Options of {@link HybridUploader}. */
export interface HybridUploaderOptions {
  /** Asked first: `client.uploads` of a `PeerTubeClient`, or {@link createUploads}. */
  primary: PrimaryUploads;
  /** Keeps the file while the primary cannot take it. */
  fallback: FallbackStore;
  /**
   * How long, in milliseconds, the primary may fail without a new confirmed byte before the fallback takes over. A request
   * that is not answered at all fails after five minutes: a slow line may need that long for one chunk.
   * @defaultValue 30,000
   */
  failoverAfterMs?: number;
  /** False while the network is known to be away: the primary is not even tried. @defaultValue `navigator.onLine` where there is one */
  isOnline?: () => boolean;
  /** Which failures of the primary the fallback answers. @defaultValue those that another time or another sign-in would cure */
  fallBackOn?: (error: unknown) => boolean;
  /**
   * Remembers that the primary may have made a video which the store publishes as well, until {@link HybridUploader.promote} has
   * taken it back; bring one that survives where a page or process may end before. @defaultValue a `Map`
   */
  unconfirmed?: UnconfirmedUploadStore;
  /** @defaultValue the real time */
  clock?: Clock;
  /** @defaultValue `Math.random` */
  random?: Random;
}

/** Options of {@link HybridUploader.keepPromoting}. */
export interface KeepPromotingOptions {
  /** Ends it, quietly. */
  signal: AbortSignal;
  /** Called after each round that found something waiting. */
  onReport?: (report: PromotionReport) => void;
  /** Called when the store cannot even be listed. */
  onError?: (error: unknown) => void;
}
