import { previewVideo, type VideoPreview } from '@piyakast/sdk/preview';
import type { EngineSource } from '../playback/engines/engine.js';
import type { Playback } from '../playback/playback.js';
import type { Resolve } from '../playback/resolution.js';
import type { GivenContext, GivenSource } from '../playback/resolve/given-sources.js';
import type { PeerTubePlace } from '../playback/resolve/reference.js';
import { glance } from './glance.js';
import { givenPlaylist, loadAhead } from './load-ahead.js';

/** How long the answer to the first question is waited for. */
const PREVIEW_MS = 4000;

/** The player whose source this is. */
export interface SourceHost {
  readonly element: HTMLElement & { readonly src: string; readonly type: string; readonly instance: string };
  readonly playback: Playback;
  /** What finds the sources needs; read when the source changes. */
  context(): Omit<GivenContext, 'previewed'>;
  srcObject(): MediaProvider | null;
  /** Whether the page gave nothing that opens more than everyone may see. */
  isOpenToAll(): boolean;
  opensEarly(source: Pick<EngineSource, 'kind'>): boolean;
  /** Another source was given; nothing of it is loaded yet. */
  changed(): void;
}

/** What the page gave a player to play, and how much of it is loaded when. */
export class PlayerSource {
  readonly #host: SourceHost;
  #key = '';
  #object: MediaProvider | null = null;
  #hasHadSource = false;
  #preview: VideoPreview | undefined;
  #previewing: Promise<VideoPreview | undefined> | undefined;
  #requestPlaylist: (() => void) | undefined;

  constructor(host: SourceHost) {
    this.#host = host;
  }

  /** Loads anew at the next look, also what is unchanged. */
  forget(): void {
    this.#key = '';
  }

  /** Brings a changed source to the playback. Returns whether it was changed. */
  sync(): boolean {
    const { playback } = this.#host;
    const object = this.#host.srcObject();
    const context = this.#host.context();
    const sources = this.#given();
    // Not the address of the page, which an app changes while the player plays.
    const { instance, server, hasClient } = context.page;
    const key = JSON.stringify([sources, instance, server, hasClient, context.order]);
    if (key === this.#key && object === this.#object) return false;
    this.#key = key;
    this.#object = object;
    this.#preview = this.#previewing = undefined;
    this.#host.changed();
    const hasSource = object !== null || sources.length > 0;
    // A position that was set before anything was there is for this source.
    const early = this.#hasHadSource ? 0 : playback.intent.position;
    this.#hasHadSource ||= hasSource;
    playback.reset(hasSource ? this.#resolve(sources, object, context) : undefined, early);
    return true;
  }

  /**
   * Near the screen: shows what is known of the video, and opens what is to be open before play. A page with many players
   * loads little more than their posters until one of them is played.
   */
  async prepare(signal: AbortSignal): Promise<void> {
    const { playback, opensEarly, isOpenToAll, context } = this.#host;
    const [first] = context().order;
    const key = this.#key;
    const seen = this.#glance(this.#given());
    const kind = first === 'embed' || seen === undefined ? first : 'hls';
    const isKnown = first === 'embed' || (seen !== undefined && isOpenToAll());
    if (playback.running) return;
    if (!isKnown || opensEarly({ kind: kind ?? 'file' })) return playback.open();
    if (first === 'embed' || seen === 'hls' || seen === undefined) return playback.preview({});
    const preview = await this.#askPreview(seen, signal);
    if (signal.aborted || key !== this.#key || playback.running) return;
    if (preview === undefined) playback.open();
    else playback.preview(preview);
  }

  /** The viewer plays: requests side by side what would otherwise be found out one after the other. */
  loadAhead(signal: AbortSignal): void {
    const sources = this.#given();
    const [source] = sources;
    if (source === undefined || this.#object || this.#host.context().order[0] === 'embed') return;
    const seen = this.#glance(sources);
    loadAhead(seen, source.src);
    this.#requestPlaylist?.();
    const isToAsk = this.#previewing === undefined && this.#host.isOpenToAll();
    if (isToAsk && seen !== undefined && seen !== 'hls') void this.#askPreview(seen, signal);
  }

  /** The `src`, else the `<source>` children. */
  #given(): GivenSource[] {
    const { element } = this.#host;
    if (element.hasAttribute('src')) {
      return [{ src: element.src, type: element.type }].filter(({ src }) => src !== '');
    }
    return [...element.querySelectorAll<HTMLSourceElement>(':scope > source')].map((source) => ({
      src: source.getAttribute('src') ?? '',
      type: source.type,
      media: source.media,
    }));
  }

  /** How to find what plays. What that takes is loaded when it is asked first. */
  #resolve(
    sources: readonly GivenSource[],
    object: MediaProvider | null,
    context: Omit<GivenContext, 'previewed'>,
  ): Resolve {
    this.#requestPlaylist = undefined;
    const [source] = sources;
    if (source !== undefined && this.#glance(sources) === 'hls' && object === null && context.order[0] !== 'embed') {
      const playlist = givenPlaylist(source.src);
      this.#requestPlaylist = playlist.request;
      return playlist.resolve;
    }
    const previewed = () => {
      const answer = this.#preview?.response;
      this.#preview = undefined;
      return answer;
    };
    let resolve: Resolve | undefined;
    return async (signal, afterFailure) => {
      await this.#previewing;
      const { resolveGiven } = await import('../playback/resolve/given-sources.js');
      resolve ??= resolveGiven({ sources, object }, { ...context, previewed });
      return resolve(signal, afterFailure);
    };
  }

  /** What the only source seems to be. */
  #glance([source, ...others]: readonly GivenSource[]): ReturnType<typeof glance> {
    return source && others.length === 0 ? glance(source.src, source.type, this.#host.element.instance) : undefined;
  }

  /** One question for title, picture and sources, whether the viewer plays before or after the answer. */
  async #askPreview({ origin, id }: PeerTubePlace, signal: AbortSignal): Promise<VideoPreview | undefined> {
    const key = this.#key;
    // An instance that hangs is the client's to judge: it waits for this answer.
    const asked = previewVideo(origin, id, { signal: AbortSignal.any([signal, AbortSignal.timeout(PREVIEW_MS)]) });
    this.#previewing = asked;
    const preview = await asked;
    if (key === this.#key) this.#preview = preview;
    return preview;
  }
}
