/** Seconds behind the usual distance at which a viewer is no longer "live": two segments of the longest usual length. */
export const LIVE_TOLERANCE = 8;
/** A first distance above this is no distance of a player that joined at the edge. */
const LARGEST_DISTANCE = 30;

interface LiveFacts {
  readonly currentTime: number;
  readonly seekable: TimeRanges;
  readonly paused: boolean;
  readonly seeking: boolean;
  readonly liveEdgeStart?: number | undefined;
}

/**
 * Where "live" is. A player stays some segments behind the end of the playlist, and how far differs with the server and
 * its latency mode; so the distance that playing began with counts as live, unless the player says where its edge is.
 */
export class LiveEdge {
  #distance: number | undefined;

  /** Takes the distance of now into account. Called while it plays. */
  follow(facts: LiveFacts): void {
    const end = lastOf(facts.seekable);
    if (end === undefined || facts.paused || facts.seeking) return;
    const distance = Math.max(0, end - facts.currentTime);
    this.#distance = Math.min(this.#distance ?? LARGEST_DISTANCE, distance);
  }

  /** Another video begins. */
  reset(): void {
    this.#distance = undefined;
  }

  /** The position to go to for "live". */
  edge({ seekable, liveEdgeStart, currentTime }: LiveFacts): number {
    const end = lastOf(seekable);
    if (end === undefined) return currentTime;
    if (liveEdgeStart !== undefined && Number.isFinite(liveEdgeStart)) return Math.min(end, liveEdgeStart);
    return Math.max(seekable.start(0), end - (this.#distance ?? 0));
  }

  isBehind(facts: LiveFacts): boolean {
    return this.edge(facts) - facts.currentTime > LIVE_TOLERANCE;
  }
}

const lastOf = (ranges: TimeRanges): number | undefined =>
  ranges.length > 0 ? ranges.end(ranges.length - 1) : undefined;
