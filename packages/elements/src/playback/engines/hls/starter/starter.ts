import { Appender } from './appender.js';
import { decide, initialStart, type StartCommand, type StartEvent, type StartState } from './decide.js';
import { mimeOf, parseInit, type Track } from './init-segment.js';
import type { Memory } from './memory.js';
import type { MediaPlaylist, Segment } from './playlist.js';
import { readStream, type StreamPlan } from './read-stream.js';
import type { Request } from './request.js';
import { streamSegment } from './segment-stream.js';

/** The next segment is fetched when less than this is left to play and the engine is still on its way. Seconds. */
const RUNS_LOW = 3;
/** As hls.js finds a segment that begins a little later than the playlist says. Seconds. */
const TOLERANCE = 0.25;
/** The first picture may be this late in its segment, for the order in which frames are decoded. Seconds. */
const MAX_LATE_START = 0.5;

/** The running media that an engine takes over. */
export interface RunningMedia {
  readonly mediaSource: MediaSource;
  /** By the names that hls.js gives them: `audiovideo`, or `video` and `audio`. */
  readonly tracks: Record<string, { id: 'main' | 'audio'; container: string; codec: string; buffer: SourceBuffer }>;
  /** The address of the level's playlist. */
  readonly levelUrl: string;
  /** Where the first segment in the buffer begins. Seconds. */
  readonly startTime: number;
  /** Whether a segment is in the buffer as a whole. */
  has(url: string, start: number): boolean;
}

export interface StarterOptions {
  readonly video: HTMLVideoElement;
  readonly url: string;
  readonly startTime: number;
  readonly memory: Memory;
  readonly request: Request;
  readonly signal: AbortSignal;
  /** Loads the code of the engine. */
  readonly loadEngine: () => Promise<void>;
  /** The engine takes the running media over. Rejects when it could not. */
  readonly handOver: (media: RunningMedia) => Promise<void>;
  /** The engine plays from the beginning. */
  readonly playPlain: () => void;
  /** Nothing can be played: there is no stream at the address, or no engine. */
  readonly fail: (error: unknown) => void;
}

interface Stream {
  readonly name: 'audiovideo' | 'video' | 'audio';
  readonly list: MediaPlaylist;
  appender: Appender | undefined;
  tracks: readonly Track[] | undefined;
  next: number;
}

/**
 * Plays the beginning of a stream while the engine is on its way, and hands the running media over to it.
 *
 * {@link decide} says what happens when; this carries it out.
 */
export class Starter {
  readonly #options: StarterOptions;
  readonly #over = new AbortController();
  #state: StartState = initialStart;
  #fill = new AbortController();
  #mediaSource: MediaSource | undefined;
  #streams: Stream[] = [];
  #whole = new Set<string>();
  #startTime = 0;
  #error: unknown;
  /** Resolves when there are buffers to append to. */
  readonly #opening = later();

  constructor(options: StarterOptions) {
    this.#options = options;
    const { signal } = options;
    signal.addEventListener('abort', () => this.#over.abort(signal.reason), { signal: this.#over.signal });
  }

  /** Never rejects: every failure is one of the options' callbacks. */
  async run(): Promise<void> {
    const { url, memory, request, fail, startTime } = this.#options;
    const { signal } = this.#over;
    let plan: StreamPlan | undefined;
    try {
      plan = await readStream(url, { memory, request, signal });
    } catch (error) {
      if (!signal.aborted) fail(error);
      return;
    }
    if (signal.aborted) return;
    if (plan === undefined) {
      this.#dispatch('failed');
      return;
    }
    const { picture, sound } = plan;
    const stream = (name: Stream['name'], list: MediaPlaylist): Stream => ({
      ...{ name, list, next: indexAt(list.segments, startTime) },
      ...{ appender: undefined, tracks: undefined },
    });
    this.#streams = sound ? [stream('video', picture), stream('audio', sound)] : [stream('audiovideo', picture)];
    this.#startTime = picture.segments[this.#streams[0]?.next ?? 0]?.time ?? 0;
    await this.#fillNext();
  }

  /** The `<video>` could not play the media: the engine tries. */
  abandon(error: unknown): void {
    this.#error = error;
    this.#dispatch('failed');
  }

  #dispatch(event: StartEvent): void {
    if (this.#over.signal.aborted) return;
    const { state, commands } = decide(this.#state, event);
    this.#state = state;
    for (const command of commands) this.#perform(command);
  }

  #perform(command: StartCommand): void {
    const { loadEngine, playPlain, fail, video } = this.#options;
    switch (command) {
      case 'load-engine':
        loadEngine().then(
          () => this.#dispatch('engine-here'),
          (error: unknown) => {
            this.#error = error;
            this.#dispatch('engine-missing');
          },
        );
        return;
      case 'fill':
        this.#fillNext();
        return;
      case 'aim':
        this.#aim(video.currentTime);
        return;
      case 'hand-over':
        this.#handOver();
        return;
      case 'stop':
        this.#fill.abort();
        return;
      case 'play-plain':
        this.#over.abort();
        playPlain();
        return;
      case 'give-up':
        this.#over.abort();
        fail(this.#error);
    }
  }

  /** Fetches the next segment of each stream, and appends it as it arrives. */
  async #fillNext(): Promise<void> {
    const fill = new AbortController();
    this.#fill = fill;
    const signal = AbortSignal.any([fill.signal, this.#over.signal]);
    try {
      await Promise.all(this.#streams.map((stream) => this.#fillStream(stream, signal)));
      if (!signal.aborted) this.#onWhole();
    } catch (error) {
      if (signal.aborted) return;
      fill.abort();
      this.#error = error;
      this.#dispatch('failed');
    }
  }

  async #fillStream(stream: Stream, signal: AbortSignal): Promise<void> {
    const { memory, request } = this.#options;
    const segment = stream.list.segments[stream.next];
    if (segment === undefined) return;
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const append = (piece: Uint8Array<ArrayBuffer>) => {
      if (signal.aborted) return;
      if (stream.appender === undefined) pieces.push(piece);
      else stream.appender.append(piece).then(this.#nudge, () => undefined);
    };
    const isFirst = stream.tracks === undefined;
    const onInit = (bytes: Uint8Array<ArrayBuffer>) => {
      const copy = bytes.slice();
      const nowMs = performance.now();
      const fetched = { body: copy.buffer, startMs: nowMs, firstByteMs: nowMs, endMs: nowMs };
      memory.keep(stream.list.init, Promise.resolve(fetched));
      stream.tracks = tracksOf(copy);
      pieces.unshift(copy);
      this.#opening.promise.then(
        () => {
          for (const piece of pieces.splice(0)) append(piece);
        },
        () => undefined,
      );
      if (this.#streams.every(({ tracks }) => tracks !== undefined)) {
        this.#open().then(this.#opening.resolve, this.#opening.reject);
      }
      return stream.tracks;
    };
    const init = isFirst ? stream.list.init : undefined;
    const { tracks } = stream;
    const fetched = streamSegment({ segment, init, tracks, onInit, onPiece: append, request, signal });
    memory.keep(segment, fetched);
    await fetched;
    await this.#opening.promise;
    await stream.appender?.settled();
    if (signal.aborted) return;
    this.#whole.add(`${segment.start} ${segment.url}`);
    stream.next += 1;
  }

  /** Puts the media into the `<video>`; the tracks of all streams are known now. */
  async #open(): Promise<void> {
    const { video, startTime } = this.#options;
    const { signal } = this.#over;
    const [first] = this.#streams;
    const mediaSource = new MediaSource();
    this.#mediaSource = mediaSource;
    const address = URL.createObjectURL(mediaSource);
    const opened = new Promise<void>((resolve) => {
      mediaSource.addEventListener('sourceopen', () => resolve(), { once: true, signal });
    });
    video.src = address;
    await opened;
    URL.revokeObjectURL(address);
    if (first === undefined || signal.aborted) return;
    for (const stream of this.#streams) {
      stream.appender = new Appender(mediaSource.addSourceBuffer(mimeOf(stream.tracks ?? [])));
    }
    mediaSource.duration = first.list.duration;
    if (startTime > 0) video.currentTime = startTime;
    video.addEventListener('seeking', this.#onSeeking, { signal });
    video.addEventListener('timeupdate', this.#onTime, { signal });
    this.#dispatch('opened');
  }

  #onWhole(): void {
    this.#dispatch('segment-whole');
    const isAtEnd = this.#streams.every(({ list, next }) => next >= list.segments.length);
    if (isAtEnd && this.#state.engine === 'missing' && this.#mediaSource?.readyState === 'open') {
      this.#mediaSource.endOfStream();
    }
    this.#onTime();
  }

  readonly #onTime = (): void => {
    if (this.#state.phase !== 'waiting') return;
    const { video } = this.#options;
    const ahead = endOfBuffer(video) - video.currentTime;
    const hasMore = this.#streams.some(({ list, next }) => next < list.segments.length);
    if (hasMore && ahead < RUNS_LOW) this.#dispatch('runs-low');
  };

  /** Frames are decoded in another order than shown, so the first picture may be later than the start. */
  readonly #nudge = (): void => {
    const { video } = this.#options;
    const { buffered } = video;
    if (buffered.length === 0 || this.#over.signal.aborted) return;
    const start = buffered.start(0);
    const late = start - video.currentTime;
    if (late > 0 && late < MAX_LATE_START) video.currentTime = start;
  };

  readonly #onSeeking = (): void => {
    const { video } = this.#options;
    if (!isBuffered(video, video.currentTime)) this.#dispatch('sought');
  };

  #aim(time: number): void {
    this.#fill.abort();
    this.#whole.clear();
    for (const stream of this.#streams) {
      stream.appender?.clear();
      stream.next = indexAt(stream.list.segments, time);
    }
    const [first] = this.#streams;
    this.#startTime = first?.list.segments[first.next]?.time ?? 0;
    this.#fillNext();
  }

  #handOver(): void {
    const { handOver } = this.#options;
    const [first] = this.#streams;
    if (this.#mediaSource === undefined || first === undefined) return;
    const tracks: RunningMedia['tracks'] = {};
    for (const { appender, name, tracks: parts = [] } of this.#streams) {
      if (appender === undefined) continue;
      tracks[name] = {
        id: name === 'audio' ? 'audio' : 'main',
        container: name === 'audio' ? 'audio/mp4' : 'video/mp4',
        codec: codecsOf(parts),
        buffer: appender.buffer,
      };
    }
    const whole = this.#whole;
    const media: RunningMedia = {
      mediaSource: this.#mediaSource,
      tracks,
      levelUrl: first.list.url,
      startTime: this.#startTime,
      has: (url, start) => whole.has(`${start} ${url}`),
    };
    handOver(media).then(
      () => {
        this.#dispatch('handed-over');
        this.#over.abort();
      },
      () => this.#dispatch('refused'),
    );
  }
}

function tracksOf(init: Uint8Array): readonly Track[] {
  const tracks = parseInit(init);
  if (tracks === undefined || !MediaSource.isTypeSupported(mimeOf(tracks))) {
    throw new RangeError('The codecs are left to the engine.');
  }
  return tracks;
}

/** hls.js names the sound first. */
const codecsOf = (tracks: readonly Track[]): string =>
  [...tracks]
    .sort((a, b) => a.kind.localeCompare(b.kind))
    .map(({ codec }) => codec)
    .join(',');

function indexAt(segments: readonly Segment[], time: number): number {
  const index = segments.findIndex((segment) => time + TOLERANCE < segment.time + segment.duration);
  return index < 0 ? segments.length - 1 : index;
}

function isBuffered({ buffered }: HTMLVideoElement, time: number): boolean {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) - MAX_LATE_START <= time && time < buffered.end(index)) return true;
  }
  return false;
}

const endOfBuffer = ({ buffered }: HTMLVideoElement): number =>
  buffered.length === 0 ? 0 : buffered.end(buffered.length - 1);

function later(): { promise: Promise<void>; resolve: () => void; reject: (error: unknown) => void } {
  let resolve = (): void => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
