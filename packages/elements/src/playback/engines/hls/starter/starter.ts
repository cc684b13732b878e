import { isBuffered, moveToFirstPicture, secondsToEnd } from './buffered.js';
import { decide, initialStart, type StartCommand, type StartEvent, type StartState } from './decide.js';
import { mimeOf, parseInit, type Track } from './init-segment.js';
import type { Memory } from './memory.js';
import { openMedia } from './open-media.js';
import type { MediaPlaylist, Segment } from './playlist.js';
import { readStream, type StreamPlan } from './read-stream.js';
import type { Request } from './request.js';
import { type RunningMedia, type Stream, tracksOf } from './running-media.js';
import { streamSegment } from './segment-stream.js';

/** The next segment is fetched when less than this is left to play and the engine is still on its way. Seconds. */
const RUNS_LOW = 3;
/** As hls.js finds a segment that begins a little later than the playlist says. Seconds. */
const TOLERANCE = 0.25;

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
      else stream.appender.append(piece).then(this.#onAppended, () => undefined);
    };
    const isFirst = stream.tracks === undefined;
    const onInit = (bytes: Uint8Array<ArrayBuffer>) => {
      const copy = bytes.slice();
      const nowMs = performance.now();
      const fetched = { body: copy.buffer, startMs: nowMs, firstByteMs: nowMs, endMs: nowMs };
      memory.keep(stream.list.init, Promise.resolve(fetched));
      stream.tracks = parseTracks(copy);
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
    // For an engine that never comes a whole video would be kept.
    if (this.#state.engine !== 'missing') memory.keep(segment, fetched);
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
    const types = this.#streams.map(({ tracks = [] }) => mimeOf(tracks));
    const duration = this.#streams[0]?.list.duration ?? 0;
    const { appenders, mediaSource } = await openMedia(video, { types, duration, startTime, signal });
    this.#mediaSource = mediaSource;
    this.#streams.forEach((stream, index) => {
      stream.appender = appenders[index];
    });
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
    const hasMore = this.#streams.some(({ list, next }) => next < list.segments.length);
    if (hasMore && secondsToEnd(video) < RUNS_LOW) this.#dispatch('runs-low');
  };

  readonly #onAppended = (): void => {
    if (!this.#over.signal.aborted) moveToFirstPicture(this.#options.video);
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
    const whole = this.#whole;
    const media: RunningMedia = {
      mediaSource: this.#mediaSource,
      tracks: tracksOf(this.#streams),
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

function parseTracks(init: Uint8Array): readonly Track[] {
  const tracks = parseInit(init);
  if (tracks === undefined || !MediaSource.isTypeSupported(mimeOf(tracks))) {
    throw new RangeError('The codecs are left to the engine.');
  }
  return tracks;
}

function indexAt(segments: readonly Segment[], time: number): number {
  const index = segments.findIndex((segment) => time + TOLERANCE < segment.time + segment.duration);
  return index < 0 ? segments.length - 1 : index;
}

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
