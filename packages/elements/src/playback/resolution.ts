import type { Engine, EngineSource, LoadOptions } from './engines/engine.js';

/** One source of a video, with what its playing must tell somebody. */
export interface Playable {
  readonly source: EngineSource;
  /** Called when the source plays, for example to count the view. Ends with the signal. */
  readonly watch?: (engine: Engine, signal: AbortSignal) => void;
  /** Finds subtitles that come apart from the media. */
  readonly captions?: LoadOptions['captions'];
}

/** What `src` turned out to be. */
export interface Resolution {
  /** In the order to try them. May be empty while a live is off air. */
  readonly playables: readonly Playable[];
  /** Asked again after a failure it may name further ones, so the first need not be waited for patiently. */
  readonly isPartial?: boolean;
  /** Absent for a video. A live object that is not `on-air` has nothing to play, whatever it lists. */
  readonly live?: 'waiting' | 'on-air' | 'ended';
  readonly title?: string | undefined;
  /** URL of a still picture. */
  readonly poster?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
}

/**
 * Asks what to play now. Asked again after a failure, because sources come and go; `afterFailure` tells that what was
 * answered before did not play.
 */
export type Resolve = (signal: AbortSignal, afterFailure: boolean) => Promise<Resolution>;

/** Names a source across resolutions; the query is left out, as tokens and signatures change in it. */
export function sourceKey({ kind, url }: EngineSource): string {
  return `${kind} ${url.split(/[?#]/, 1)[0]}`;
}
