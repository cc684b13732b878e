/** One frame as `requestVideoFrameCallback()` reports it. */
export interface FrameSample {
  /** Its own time in the stream, in seconds. */
  mediaTime: number;
  /** Frames shown so far. */
  presentedFrames: number;
}

/**
 * Frames per second by the spacing of the frames' own times. The median, so that seeks, stalls and skipped frames, all
 * usual at the beginning of a live, do not count. `undefined` for too few.
 */
export function frameRateOf(samples: readonly FrameSample[]): number | undefined {
  const spacings = samples
    .slice(1)
    .map(({ mediaTime, presentedFrames }, at) => {
      const before = samples[at] as FrameSample;
      return (mediaTime - before.mediaTime) / (presentedFrames - before.presentedFrames);
    })
    .filter((spacing) => spacing > 0)
    .sort((a, b) => a - b);
  const median = spacings[Math.floor(spacings.length / 2)];
  return spacings.length < 5 || median === undefined ? undefined : Math.round(1 / median);
}
