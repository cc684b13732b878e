import type Hls from 'hls.js';
import type { HlsConfig } from 'hls.js';

type AbrController = HlsConfig['abrController'];

/** Between the position that plays and a segment that replaces what is buffered. Seconds. */
const MARGIN = 1;
/** A larger segment may take this much longer than its size says. */
const CAUTION = 1.5;

/**
 * Chooses levels as hls.js does, and switches up only where that replaces nothing that is about to play.
 *
 * Levels of PeerTube need not be cut at the same times (one is copied, another is transcoded). The segment that follows the
 * buffer then begins before the buffer's end, and when it begins before the position that plays, the picture stands still
 * until its next key frame: up to five seconds in Chromium.
 */
export function steadyLevels(HlsClass: typeof Hls): AbrController {
  const { Events, DefaultConfig } = HlsClass;
  return class SteadyLevels extends DefaultConfig.abrController {
    /** The level at the end of the buffer. The level that hls.js loads may be ahead of it: its playlist is loaded first. */
    #buffered = -1;

    constructor(hls: Hls) {
      super(hls);
      hls.on(Events.FRAG_BUFFERED, (_, { frag }) => {
        if (frag.type === 'main' && frag.sn !== 'initSegment') this.#buffered = frag.level;
      });
    }

    override get nextAutoLevel(): number {
      const next = super.nextAutoLevel;
      const isUp = this.#buffered >= 0 && next > this.#buffered;
      return isUp && wouldFreeze(this.hls, next) ? this.#buffered : next;
    }
    override set nextAutoLevel(level: number) {
      super.nextAutoLevel = level;
    }
  };
}

/** Whether the segment of a level that would be fetched now begins too close to what plays. */
function wouldFreeze(hls: Hls, level: number): boolean {
  const { media, levels, bandwidthEstimate } = hls;
  const details = levels[level]?.details;
  // Without its playlist nothing is known; it is fetched first, and this is asked again.
  if (media === null || details === undefined) return false;
  const end = bufferEnd(media);
  if (end === undefined) return false;
  const segment = details.fragments.find(({ start, duration }) => start + duration > end + 0.25);
  if (segment === undefined || segment.start >= end - 0.25) return false;
  const loadSeconds = (segment.duration * (levels[level]?.bitrate ?? 0)) / bandwidthEstimate;
  return segment.start < media.currentTime + MARGIN + (media.paused ? 0 : loadSeconds * CAUTION);
}

/** The end of what is buffered without a gap from the position that plays. */
function bufferEnd({ buffered, currentTime }: HTMLMediaElement): number | undefined {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= currentTime + 0.1 && currentTime < buffered.end(index)) return buffered.end(index);
  }
  return undefined;
}
