import { Appender } from './appender.js';

export interface OpenMediaOptions {
  /** What each buffer takes, as for `addSourceBuffer()`. */
  readonly types: readonly string[];
  /** Seconds. */
  readonly duration: number;
  readonly startTime: number;
  readonly signal: AbortSignal;
}

/** A MediaSource in a `<video>`, with its buffers. */
export interface OpenMedia {
  readonly mediaSource: MediaSource;
  readonly appenders: readonly Appender[];
}

/** Puts a MediaSource into a `<video>`. Never resolves after the signal is aborted. */
export async function openMedia(video: HTMLVideoElement, options: OpenMediaOptions): Promise<OpenMedia> {
  const { duration, signal, startTime, types } = options;
  const mediaSource = new MediaSource();
  const address = URL.createObjectURL(mediaSource);
  const opened = new Promise<void>((resolve) => {
    mediaSource.addEventListener('sourceopen', () => resolve(), { once: true, signal });
  });
  video.src = address;
  await opened;
  URL.revokeObjectURL(address);
  const appenders = types.map((type) => new Appender(mediaSource.addSourceBuffer(type)));
  mediaSource.duration = duration;
  if (startTime > 0) video.currentTime = startTime;
  return { mediaSource, appenders };
}
