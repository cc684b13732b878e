/** The part of time that the seek bar covers, in seconds of the media. */
export interface Timeline {
  readonly start: number;
  readonly end: number;
  readonly isLive: boolean;
  /** False where there is nothing to seek in: no length yet, or a live without a window worth a bar. */
  readonly canSeek: boolean;
}

/** A live window below this many seconds behind the edge is no use to seek in. */
const SHORTEST_WINDOW = 15;

interface TimelineFacts {
  readonly duration: number;
  readonly seekable: TimeRanges;
  /** Where "live" is, in a live. */
  readonly liveEdge: number;
}

/** A video spans its duration; a live spans what the server still has, up to its edge. */
export function timelineOf({ duration, seekable, liveEdge }: TimelineFacts): Timeline {
  if (duration !== Number.POSITIVE_INFINITY) {
    const end = Number.isFinite(duration) ? duration : 0;
    return { start: 0, end, isLive: false, canSeek: end > 0 };
  }
  const start = seekable.length > 0 ? seekable.start(0) : 0;
  const end = Math.max(start, liveEdge);
  return { start, end, isLive: true, canSeek: end - start >= SHORTEST_WINDOW };
}

/** Where a time lies on the line, 0 to 1. */
export function partOf({ start, end }: Timeline, seconds: number): number {
  return end > start ? clamp((seconds - start) / (end - start), 0, 1) : 0;
}

/** The time at a part of the line. */
export function timeAt({ start, end }: Timeline, part: number): number {
  return start + clamp(part, 0, 1) * (end - start);
}

/** Buffered ranges as parts of the line, those outside left out. */
export function bufferedParts(line: Timeline, buffered: TimeRanges): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  for (let index = 0; index < buffered.length; index += 1) {
    const from = partOf(line, buffered.start(index));
    const to = partOf(line, buffered.end(index));
    if (to > from) parts.push({ from, to });
  }
  return parts;
}

/** Where a pointer is on a horizontal bar, 0 to 1. The bar runs from left to right in every language. */
export function partAtPointer(bar: Pick<DOMRect, 'left' | 'width'>, clientX: number): number {
  return bar.width > 0 ? clamp((clientX - bar.left) / bar.width, 0, 1) : 0;
}

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
