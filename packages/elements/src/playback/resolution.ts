import type { Engine, EngineSource, LoadOptions } from './engines/engine.js';
import type { VideoExtras } from './video-extras.js';

/** One source of a video, and what belongs to playing it. */
export interface Playable {
  readonly source: EngineSource;
  /** Called when the source plays, for example to count the view. Ends with the signal. */
  readonly watch?: (engine: Engine, signal: AbortSignal) => void;
  /** Finds captions that come apart from the media. */
  readonly captions?: LoadOptions['captions'];
  /** Runs while the source opens. Rejects when it is known sooner than by the source itself that it cannot play. */
  readonly check?: (signal: AbortSignal) => Promise<void>;
}

/** What `src` turned out to be. */
export interface Resolution {
  /** In the order to try them. May be empty while a live is off air. */
  readonly playables: readonly Playable[];
  /** The page gave this very address, so asking again brings nothing new. */
  readonly isFixed?: boolean;
  /** Resolved again after a failure it may name further sources, so the first one need not be waited for patiently. */
  readonly isPartial?: boolean;
  /** Absent for a video. A live that is not `on-air` has nothing to play, whatever it lists. */
  readonly live?: 'waiting' | 'on-air' | 'ended';
  readonly title?: string | undefined;
  /** URL of a still picture. */
  readonly poster?: string | undefined;
  /** Seconds to begin at, from the address. */
  readonly start?: number | undefined;
  /** Seconds to stop at, from the address. */
  readonly stop?: number | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  /** Finds chapters and previews, for a player with controls. */
  readonly extras?: (signal: AbortSignal) => Promise<VideoExtras>;
}

/**
 * Finds what to play now. Called again after a failure, because sources come and go; `afterFailure` says that the
 * previous answer did not play.
 */
export type Resolve = (signal: AbortSignal, afterFailure: boolean) => Promise<Resolution>;

/** Names a source across resolutions; the query is left out, as tokens and signatures change in it. */
export function sourceKey({ kind, url }: EngineSource): string {
  return `${kind} ${url.split(/[?#]/, 1)[0]}`;
}
