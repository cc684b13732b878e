import type Hls from 'hls.js';
import type { BufferAppendingData, HlsConfig, Level } from 'hls.js';
import type { RunningMedia } from '../starter/running-media.js';

type BufferController = NonNullable<HlsConfig['bufferController']>;

/** hls.js reads a segment from memory at once, so a take-over that lasts longer has failed. */
const TAKE_OVER_MS = 5000;
/** An empty `free` box: valid, and nothing. */
const NOTHING = Uint8Array.of(0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65);

/** The method of hls.js's buffer controller that is replaced. It is private, and hls.js is pinned for it. */
export const REPLACED_METHOD = 'onBufferAppending';

/** Settings of hls.js for media that already run: it reads their first segment again, from memory, and resumes from there. */
export function takeOverConfig(HlsClass: typeof Hls, media: RunningMedia): Partial<HlsConfig> {
  const { bufferController } = HlsClass.DefaultConfig;
  // Where the media do not begin at 0, hls.js places muxed segments by their sound, which begins earlier than their picture:
  // there the segment has to be appended again.
  const isPlacedAlike = media.startTime === 0 || media.tracks.audiovideo === undefined;
  return {
    autoStartLoad: false,
    startFragPrefetch: true,
    testBandwidth: false,
    ...(bufferController !== undefined && isPlacedAlike ? { bufferController: skipping(bufferController, media) } : {}),
  };
}

/**
 * Lets hls.js take the running media over, when it has read the first segment.
 *
 * @returns Rejects when the media could not be taken over; hls.js is of no use then.
 */
export function takeOver(HlsClass: typeof Hls, hls: Hls, video: HTMLVideoElement, media: RunningMedia): Promise<void> {
  const { Events } = HlsClass;
  const { levelUrl, mediaSource, startTime, tracks } = media;
  let unread = Object.keys(tracks).length;
  let unbuffered = unread;
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => settle(() => reject(new Error('hls.js did not take the media over.'))),
      TAKE_OVER_MS,
    );
    const onManifest = () => {
      const level = hls.levels.findIndex(({ uri }: Level) => uri === levelUrl);
      if (level < 0) {
        settle(() => reject(new Error('hls.js does not list the level that plays.')));
        return;
      }
      hls.startLevel = level;
      hls.startLoad(startTime);
    };
    const onCodecs = () => {
      unread -= 1;
      if (unread === 0) hls.attachMedia({ media: video, mediaSource, tracks });
    };
    const onBuffered = () => {
      unbuffered -= 1;
      if (unbuffered === 0) settle(resolve);
    };
    const onError = (_: unknown, { fatal, error }: { fatal: boolean; error: Error }) => {
      if (fatal) settle(() => reject(error));
    };
    const settle = (end: () => void) => {
      clearTimeout(timer);
      hls.off(Events.MANIFEST_PARSED, onManifest);
      hls.off(Events.BUFFER_CODECS, onCodecs);
      hls.off(Events.FRAG_BUFFERED, onBuffered);
      hls.off(Events.ERROR, onError);
      hls.off(Events.DESTROYING, onDestroy);
      end();
    };
    const onDestroy = () => settle(() => reject(new Error('hls.js was destroyed.')));
    hls.on(Events.MANIFEST_PARSED, onManifest);
    hls.on(Events.BUFFER_CODECS, onCodecs);
    hls.on(Events.FRAG_BUFFERED, onBuffered);
    hls.on(Events.ERROR, onError);
    hls.on(Events.DESTROYING, onDestroy);
  });
}

/**
 * A buffer controller that appends nothing where the running media already have the segment. Appended a second time under
 * the position that plays, it stops the picture of WebKit for two seconds.
 */
function skipping(Base: BufferController, media: RunningMedia): BufferController {
  const skipped = new Set<string>();
  // TypeScript lets no class override a private method, so the base is taken as one that has it.
  const Open = Base as unknown as new (
    ...args: unknown[]
  ) => {
    [REPLACED_METHOD](event: string, data: BufferAppendingData): void;
  };
  class SkippingBufferController extends Open {
    override [REPLACED_METHOD](event: string, data: BufferAppendingData): void {
      const { frag } = data;
      const start = frag.byteRangeStartOffset ?? 0;
      const key = `${start} ${frag.url}`;
      const isHere = frag.sn !== 'initSegment' && media.has(frag.url, start) && !skipped.has(key);
      // Read again after it has left the buffer, a segment is appended.
      if (isHere) skipped.add(key);
      super[REPLACED_METHOD](event, isHere ? { ...data, data: NOTHING } : data);
    }
  }
  return SkippingBufferController as unknown as BufferController;
}
