import type { EmbedParameters, PiyakastToken } from '@piyakast/sdk';
import { previewVideo, type VideoPreview } from '@piyakast/sdk/preview';
import { message } from '../i18n/i18n.js';
import { isServer } from '../internal/is-server.js';
import { VERSION } from '../internal/version.js';
import type { CreateEngine } from '../playback/engines/create-engine.js';
import type { EngineKind, EngineSource } from '../playback/engines/engine.js';
import { Playback } from '../playback/playback.js';
import type { PlaybackState } from '../playback/playback-observer.js';
import type { Resolve } from '../playback/resolution.js';
import type { PiyakastAccess } from '../playback/resolve/access.js';
import type { GivenContext, GivenSource } from '../playback/resolve/given-sources.js';
import type { PeerTubeSession } from '../playback/resolve/peertube-session.js';
import type { PeerTubePlace } from '../playback/resolve/reference.js';
import type { Chapter, Storyboard } from '../playback/video-extras.js';
import { type ControlsKind, controlsKindOf } from './controls-kind.js';
import type { PlayerDetails } from './details/details.js';
import { facadeStyles } from './facade.styles.js';
import { FACADE_MESSAGES } from './facade-messages.js';
import { glance } from './glance.js';
import { givenPlaylist, loadAhead } from './load-ahead.js';
import { MediaElement } from './media-element.js';
import { whenNear } from './near-screen.js';
import { createPicture, type Picture, shareAttribute } from './picture.js';
import { needsDetails, type PlayerView } from './player-view.js';
import { applyEarlyProperties, reflect } from './reflected.js';
import { Stage } from './stage.js';
import { UpdatingElement } from './updating-element.js';

/** Events after which the picture stands still for another reason than waiting. */
const NO_WAIT = /^(playing|pause|seeked|canplay|ended|error|emptied)$/;

/** How long the answer to the first question is waited for. */
const PREVIEW_MS = 4000;

/** What `<piya-player>` and `<piya-embed>` share: one playback, its look, and its life in a page. */
export abstract class PlaybackElement extends MediaElement {
  static readonly version: string = VERSION;
  /** Attributes that are properties of the same name. */
  protected static readonly ownAttributes: readonly string[] = reflect(PlaybackElement.prototype, {
    type: '',
    instance: '',
    server: '',
    subtitle: '',
  });

  static get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: a class below has further attributes.
    return [...this.mediaAttributes, ...this.ownAttributes, 'lang', 'title'];
  }

  protected readonly playback: Playback;
  #stage: Stage | undefined;
  #picture: Picture | undefined;
  #connection: AbortController | undefined;
  #children: MutationObserver | undefined;
  #sourceKey = '';
  #object: MediaProvider | null = null;
  #hasHadSource = false;
  #preview: VideoPreview | undefined;
  #requestPlaylist: (() => void) | undefined;
  #previewing: Promise<VideoPreview | undefined> | undefined;
  #size: CSSStyleSheet | undefined;
  #details: PlayerDetails | undefined;
  #detailsLoading: Promise<void> | undefined;
  /** Nothing was played yet of this source. */
  #isFresh = true;
  #isWaiting = false;
  #habits: AbortSignal | undefined;
  #rights: Partial<Rights> = {};
  /** Rights were given since the last update. */
  #mayHelp = false;

  /**
   * What `src` is, where its form does not show it: `hls`, `file`, `peertube`, `piyakast`, or a media type.
   * @attr type
   */
  declare type: string;

  /**
   * PeerTube instance of a `src` that is only an id.
   * @attr instance
   */
  declare instance: string;

  /**
   * PIYAKast server of a `src` that is only an id.
   * @attr server
   */
  declare server: string;

  /**
   * Language code of the captions to show from the start.
   * @attr subtitle
   */
  declare subtitle: string;

  /** A client of the page's PIYAKast server; takes the place of `server` and `token`. */
  get client(): PiyakastAccess | undefined {
    return this.#rights.client;
  }
  set client(client: PiyakastAccess | undefined) {
    this.#give({ client });
  }

  /** Signs requests to the PIYAKast server. A property only: a token has no place in markup. */
  get token(): PiyakastToken | undefined {
    return this.#rights.token;
  }
  set token(token: PiyakastToken | undefined) {
    this.#give({ token });
  }

  /** A session at the video's PeerTube instance, for videos that are not public: a client, or `{ url, token }`. */
  get peertube(): PeerTubeSession | undefined {
    return this.#rights.peertube;
  }
  set peertube(peertube: PeerTubeSession | undefined) {
    this.#give({ peertube });
  }

  /** Password of a protected PeerTube video. A property only. */
  get videoPassword(): string | undefined {
    return this.#rights.videoPassword;
  }
  set videoPassword(videoPassword: string | undefined) {
    this.#give({ videoPassword });
  }

  /** Makes the engines; for tests and for custom engines. */
  createEngine: CreateEngine | undefined;

  constructor() {
    super();
    this.playback = new Playback({
      fire: (name) => this.#onMediaEvent(name),
      observer: {
        statechange: (state, previous) => {
          this.requestUpdate();
          this.#announceDetail('piya-statechange', { state, previous });
        },
        sourcechange: (kind, url) => {
          this.requestUpdate();
          this.#announceDetail('piya-sourcechange', { kind, url });
        },
        error: (error, willRetry) => this.#announceDetail('piya-error', { error, willRetry }),
        resolved: () => this.requestUpdate(),
      },
      mount: () => ({ ...this.#mount(), title: this.#label() }),
      opensEarly: (source) => this.opensEarly(source),
      loadAhead: () => this.#loadAhead(),
      preload: () => this.preload,
      createEngine: (source, mount) => this.createEngine?.(source, mount),
    });
    applyEarlyProperties(this, UpdatingElement.prototype);
  }

  /** Engines in the order to try them. */
  protected abstract engineOrder(): readonly EngineKind[];

  /** Parameters for PeerTube's own player. */
  protected abstract embedParameters(): EmbedParameters;

  /** Whether a source is opened when the element comes near the screen, before it is played. */
  protected abstract opensEarly(source: Pick<EngineSource, 'kind'>): boolean;

  /** Which controls lie over an engine. PeerTube's own player brings its own. */
  protected controlsOver(engine: EngineKind | undefined): ControlsKind {
    return engine === 'embed' ? 'none' : controlsKindOf(this);
  }

  /** Where the playback is; `piya-statechange` reports each change. */
  get state(): PlaybackState {
    return this.playback.state;
  }

  override get chapters(): readonly Chapter[] {
    return this.#details?.extras.chapters ?? [];
  }
  override get storyboard(): Storyboard | undefined {
    return this.#details?.extras.storyboard;
  }

  /** The inner `<video>`. */
  get media(): HTMLVideoElement {
    return this.#mount().video;
  }

  connectedCallback(): void {
    if (this.#stage === undefined) {
      this.#stage = new Stage(this.#mount(), this.#onPlay);
      this.renderRoot.adoptedStyleSheets = [styleSheet()];
      this.renderRoot.append(this.#stage.element);
    }
    this.#resize();
    this.#connection = new AbortController();
    this.#children = new MutationObserver(() => this.#takeChildren());
    this.#children.observe(this, { childList: true });
    this.#takeChildren();
    this.applyDefaultMuted();
    this.syncSource();
    if (this.playback.intent.playing) this.playback.open();
    else this.#openWhenNear();
  }

  disconnectedCallback(): void {
    this.#connection?.abort();
    this.#connection = undefined;
    this.#children?.disconnect();
    this.#details?.showControls('none');
    this.playback.stop();
    // Moving takes an element out and puts it back at once, and it keeps playing. Taken out for good, it is paused.
    queueMicrotask(() => {
      if (!this.isConnected) this.playback.pause();
    });
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (old === value) return;
    this.requestUpdate();
    if (name === 'subtitle') this.playback.set({ caption: value || null });
    if (name === 'loop') this.playback.set({ loop: value !== null });
    if (name === 'autoplay' && value !== null && this.#connection) queueMicrotask(() => this.#autoplay());
    if (name === 'width' || name === 'height') this.#resize();
    if (this.#picture !== undefined) shareAttribute(this, this.#picture.video, name);
  }

  /** What may open a video that was refused. */
  #give(rights: Partial<Rights>): void {
    Object.assign(this.#rights, rights);
    this.#mayHelp = true;
    this.requestUpdate();
  }

  override load(): void {
    this.#sourceKey = '';
    this.syncSource();
    if (this.#connection) this.playback.open();
  }

  protected syncSource(): void {
    if (isServer) return;
    const { instance, server, client, srcObject } = this;
    const sources = this.#sources();
    const key = JSON.stringify([sources, instance, server, !client, this.engineOrder()]);
    if (key === this.#sourceKey && srcObject === this.#object) return;
    this.#sourceKey = key;
    this.#object = srcObject;
    this.#isFresh = true;
    this.#details?.resetExtras();
    this.#preview = this.#previewing = undefined;
    const hasSource = srcObject !== null || sources.length > 0;
    // A position that was set before anything was there is for this source.
    const early = this.#hasHadSource ? 0 : this.playback.intent.position;
    this.#hasHadSource ||= hasSource;
    this.playback.reset(hasSource ? this.#resolve(sources, srcObject) : undefined, early);
    if (this.defaultPlaybackRate !== 1) this.playback.set({ rate: this.defaultPlaybackRate });
    this.#openWhenNear();
    if (this.autoplay && this.#connection) this.#autoplay();
  }

  /** The `src`, else the `<source>` children. */
  #sources(): GivenSource[] {
    if (this.hasAttribute('src')) return [{ src: this.src, type: this.type }].filter(({ src }) => src !== '');
    return [...this.querySelectorAll<HTMLSourceElement>(':scope > source')].map((source) => ({
      src: source.getAttribute('src') ?? '',
      type: source.type,
      media: source.media,
    }));
  }

  /** How to find what plays. What that takes is loaded when it is asked first. */
  #resolve(sources: readonly GivenSource[], object: MediaProvider | null): Resolve {
    const { instance, server } = this;
    const context: GivenContext = {
      page: { baseUrl: document.baseURI, instance, server, hasClient: this.client !== undefined },
      canPlay: (type) => this.canPlayType(type) !== '',
      order: this.engineOrder(),
      embed: () => this.embedParameters(),
      password: () => this.videoPassword,
      token: () => this.token,
      client: () => this.client,
      session: () => this.peertube,
      previewed: () => {
        const answer = this.#preview?.response;
        this.#preview = undefined;
        return answer;
      },
    };
    const [source] = sources;
    if (source !== undefined && this.#glance(sources) === 'hls' && object === null && context.order[0] !== 'embed') {
      const playlist = givenPlaylist(source.src);
      this.#requestPlaylist = playlist.request;
      return playlist.resolve;
    }
    this.#requestPlaylist = undefined;
    let resolve: Resolve | undefined;
    return async (signal, afterFailure) => {
      await this.#previewing;
      resolve ??= (await import('../playback/resolve/given-sources.js')).resolveGiven({ sources, object }, context);
      return resolve(signal, afterFailure);
    };
  }

  #autoplay(): void {
    if (!this.playback.hasSource) return;
    this.playback.play().catch((error: unknown) => {
      // A browser that refuses autoplay is not an error: the play button is there.
      if (!(error instanceof DOMException)) throw error;
    });
  }

  #openWhenNear(): void {
    const signal = this.#connection?.signal;
    if (signal === undefined || this.preload === 'none') return;
    whenNear(this, () => {
      if (!signal.aborted) this.#prepare(signal);
    });
  }

  /**
   * Near the screen: shows what is known of the video, and opens what is to be open before play. A page with many players
   * loads little more than their posters until one of them is played.
   */
  async #prepare(signal: AbortSignal): Promise<void> {
    const [first] = this.engineOrder();
    const key = this.#sourceKey;
    const seen = this.#glance(this.#sources());
    const kind = first === 'embed' || seen === undefined ? first : 'hls';
    const isKnown = first === 'embed' || (seen !== undefined && this.#isOpenToAll);
    if (this.playback.running) return;
    if (!isKnown || this.opensEarly({ kind: kind ?? 'file' })) return this.playback.open();
    if (first === 'embed' || seen === 'hls' || seen === undefined) return this.playback.preview({});
    const preview = await this.#askPreview(seen, signal);
    if (signal.aborted || key !== this.#sourceKey || this.playback.running) return;
    if (preview === undefined) this.playback.open();
    else this.playback.preview(preview);
  }

  get #isOpenToAll(): boolean {
    return !this.peertube && !this.videoPassword;
  }

  /** What the only source seems to be. */
  #glance([source, ...others]: readonly GivenSource[]): ReturnType<typeof glance> {
    return source && others.length === 0 ? glance(source.src, source.type, this.instance) : undefined;
  }

  /** One question for title, picture and sources, whether the viewer plays before or after the answer. */
  async #askPreview({ origin, id }: PeerTubePlace, signal: AbortSignal): Promise<VideoPreview | undefined> {
    const key = this.#sourceKey;
    // An instance that hangs is the client's to judge: it waits for this answer.
    const asked = previewVideo(origin, id, { signal: AbortSignal.any([signal, AbortSignal.timeout(PREVIEW_MS)]) });
    this.#previewing = asked;
    const preview = await asked;
    if (key === this.#sourceKey) this.#preview = preview;
    return preview;
  }

  #loadAhead(): void {
    const sources = this.#sources();
    const [source] = sources;
    const signal = this.#connection?.signal;
    if (source === undefined || signal === undefined || this.srcObject || this.engineOrder()[0] === 'embed') return;
    const seen = this.#glance(sources);
    loadAhead(seen, source.src);
    this.#requestPlaylist?.();
    const isToAsk = this.#previewing === undefined && this.#isOpenToAll;
    if (isToAsk && seen !== undefined && seen !== 'hls') void this.#askPreview(seen, signal);
  }

  #mount(): Picture {
    this.#picture ??= createPicture(this);
    return this.#picture;
  }

  #takeChildren(): void {
    this.requestUpdate();
    if (this.querySelector('track') === null) return;
    import('./details/take-tracks.js').then(
      ({ takeTracks }) => takeTracks(this, this.media),
      (error: unknown) => console.debug('piya: the tracks did not load:', error),
    );
  }

  /** `width` and `height` as of a `<video>`. A separate sheet: a `style` attribute is the page's. */
  #resize(): void {
    const { width, height } = this;
    if (this.shadowRoot && this.#size === undefined && (width || height)) {
      this.#size = new CSSStyleSheet();
      this.shadowRoot.adoptedStyleSheets.push(this.#size);
    }
    const length = (name: string, pixels: number) => (pixels ? `${name}:${pixels}px;` : '');
    this.#size?.replaceSync(`:host{${length('width', width)}${length('height', height)}max-width:100%}`);
  }

  #onMediaEvent(name: string): void {
    if (name === 'waiting' || name === 'seeking') this.#isWaiting = this.playback.intent.playing;
    else if (NO_WAIT.test(name)) this.#isWaiting = false;
    if (name === 'playing') {
      this.#isFresh = false;
      // A viewer whose connection breaks must not have to load the sentence that says so.
      this.#loadDetails();
    }
    if (name !== 'timeupdate' && name !== 'progress') this.requestUpdate();
    this.announce(name);
  }

  readonly #onPlay = (): void => {
    this.play().then(
      // The button that had the focus is gone; the browser's controls take its place.
      () => this.#details?.takeFocus(),
      (error: unknown) => {
        if (!(error instanceof DOMException)) throw error;
      },
    );
  };

  /** `remember` and `exclusive`, loaded where a page asks for them. */
  #takeHabits(): void {
    const signal = this.#connection?.signal;
    if (signal === undefined || signal === this.#habits || !(this.remember || this.exclusive)) return;
    this.#habits = signal;
    import('./details/habits.js').then(
      ({ takeHabits }) => signal.aborted || takeHabits(this, signal),
      (error: unknown) => console.warn('piya: a part of the player did not load:', error),
    );
  }

  #loadDetails(): void {
    this.#detailsLoading ??= import('./details/details.js').then(
      ({ createDetails }) => {
        this.#details = createDetails(this, this.playback, this.#mount(), this.#onPlay);
        this.requestUpdate();
      },
      (error: unknown) => {
        console.debug('piya: a part of the player did not load:', error);
        this.#detailsLoading = undefined;
      },
    );
  }

  #title(): string | undefined {
    return this.title || this.playback.resolution?.title;
  }

  #label(): string {
    return this.#title() || message(this, FACADE_MESSAGES, 'player');
  }

  #announceDetail(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  #view(): PlayerView {
    const { engine, resolution, error, source, state, intent } = this.playback;
    const title = this.#title();
    return {
      ...{ state, error, title },
      label: this.#label(),
      engine: source?.kind,
      poster: this.poster || resolution?.poster,
      isFresh: this.#isFresh && !intent.playing,
      isEnded: engine?.ended ?? false,
      isWaiting: this.#isWaiting && intent.playing && source?.kind !== 'embed',
      isLive: resolution?.live === 'on-air',
      playLabel: message(this, FACADE_MESSAGES, title ? 'playTitle' : 'play', title ? { title } : {}),
    };
  }

  protected override update(): void {
    this.syncSource();
    this.#takeHabits();
    if (this.#mayHelp && (this.state === 'failed' || this.state === 'retrying')) this.playback.retry();
    this.#mayHelp = false;
    const view = this.#view();
    // Before the first play the large button is the one control; two would be one too many.
    this.#details?.showControls(this.#isFresh ? 'none' : this.controlsOver(view.engine));
    if (this.#details === undefined && needsDetails(view)) this.#loadDetails();
    this.#stage?.show(view, this.#details);
  }
}

interface Rights {
  client: PiyakastAccess | undefined;
  token: PiyakastToken | undefined;
  peertube: PeerTubeSession | undefined;
  videoPassword: string | undefined;
}

let sheet: CSSStyleSheet | undefined;

/** All players of a page share it. */
function styleSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(facadeStyles);
  }
  return sheet;
}
