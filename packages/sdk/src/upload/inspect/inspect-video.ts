import { toUploadSource, type UploadInput } from '../sources/upload-source.js';
import type { StepOptions, UploadSource } from '../types.js';
import type { ContainerType } from './detect-container.js';
import { bytesOf, readContainer } from './read-container.js';

/** What {@link inspectVideo} found. */
export interface VideoInspection {
  /** Exact size in bytes. */
  sizeBytes: number;
  /** What the file is by its content; `undefined` when it is neither video nor sound, whatever its name. */
  container: ContainerType | undefined;
  /** What is inside; absent without `mediabunny`, and for containers that it does not read (AVI, FLV, …). */
  tracks?: VideoTracks;
}

/** The first picture and the first sound of a file, and how long they last. */
export interface VideoTracks {
  /** `null` when the file does not say. */
  durationSeconds: number | null;
  /** `codec` such as `avc`, `hevc`, `vp9`, `av1`, `null` when unknown; pixels as displayed. */
  video: { codec: string | null; width: number; height: number } | null;
  /** `codec` such as `aac`, `opus`, `mp3`, `null` when unknown; `sampleRate` in Hz. */
  audio: { codec: string | null; channels: number; sampleRate: number } | null;
}

/**
 * Looks into a file before it is uploaded. The first 4 KiB tell the container; codecs, duration and size of the picture
 * are read too when the optional package `mediabunny` is installed.
 *
 * A stream is looked at by its first bytes only, which can then still be uploaded.
 *
 * @throws What reading the source throws, such as UploadError `upload/source-changed`.
 * @example
 * ```ts
 * import { inspectVideo } from '@piyakast/sdk';
 *
 * const { container, tracks } = await inspectVideo(new File(['…'], 'holiday.mp4'));
 * if (container?.kind !== 'video') console.log('This is not a video.');
 * else console.log(container.name, tracks?.video?.codec, tracks?.durationSeconds);
 * ```
 */
export async function inspectVideo(input: UploadInput, { signal }: StepOptions = {}): Promise<VideoInspection> {
  const source = toUploadSource(input);
  const { sizeBytes } = source;
  const container = await readContainer(source, { signal });
  const tracks = container && !source.once ? await readTracks(source, signal) : undefined;
  return tracks ? { sizeBytes, container, tracks } : { sizeBytes, container };
}

async function readTracks(source: UploadSource, signal: AbortSignal | undefined): Promise<VideoTracks | undefined> {
  const mediabunny = await loadMediabunny();
  if (!mediabunny) return undefined;
  const options = signal ? { signal } : {};
  const input = new mediabunny.Input({
    formats: mediabunny.ALL_FORMATS,
    source: new mediabunny.CustomSource({
      getSize: () => source.sizeBytes,
      read: async (start, end) => bytesOf(await source.slice(start, end, options)),
    }),
  });
  try {
    if (!(await input.canRead())) return undefined;
    const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    return {
      durationSeconds: await input.getDurationFromMetadata(),
      video: video && {
        codec: await video.getCodec(),
        width: await video.getDisplayWidth(),
        height: await video.getDisplayHeight(),
      },
      audio: audio && {
        codec: await audio.getCodec(),
        channels: await audio.getNumberOfChannels(),
        sampleRate: await audio.getSampleRate(),
      },
    };
  } catch {
    signal?.throwIfAborted();
    await source.verify?.();
    // A damaged file, or a kind that mediabunny reads in part: what the container is stays true.
    return undefined;
  } finally {
    input.dispose();
  }
}

/** An optional peer: `undefined` where it is not installed, or was not loaded. */
async function loadMediabunny(): Promise<typeof import('mediabunny') | undefined> {
  try {
    return await import('mediabunny');
  } catch {
    // The container alone is returned then, as documented.
    return undefined;
  }
}
