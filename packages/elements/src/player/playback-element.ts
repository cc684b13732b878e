import type { EmbedParameters, PiyakastToken } from '@piyakast/sdk';
import { message } from '../i18n/i18n.js';
import { isServer } from '../internal/is-server.js';
import { VERSION } from '../internal/version.js';
import type { CreateEngine } from '../playback/engines/create-engine.js';
import type { EngineKind, EngineSource } from '../playback/engines/engine.js';
import { Playback } from '../playback/playback.js';
import type { PlaybackState } from '../playback/playback-observer.js';
import type { PiyakastAccess } from '../playback/resolve/access.js';
import type { PeerTubeSession } from '../playback/resolve/peertube-session.js';
import type { Chapter, Storyboard } from '../playback/video-extras.js';
import { BoxSize } from './box-size.js';
import { type ControlsKind, controlsKindOf } from './controls-kind.js';
import { facadeStyles } from './facade.styles.js';
import { FACADE_MESSAGES } from './facade-messages.js';
import { whenNear } from './near-screen.js';
import { createPicture, type Picture, shareAttribute } from './picture.js';
import { PlayerInterface } from './player-interface.js';
import { PlayerParts } from './player-parts.js';
import { PlayerSource } from './player-source.js';
import { needsDetails, type PlayerView } from './player-view.js';
import { applyEarlyProperties, reflect } from './reflected.js';
import { Stage } from './stage.js';
import { UpdatingElement } from './updating-element.js';

/** Events after which the picture stands still for another reason than waiting. */
const NO_WAIT = /^(playing|pause|seeked|canplay|ended|error|emptied)$/;

/** What `<piya-player>` and `<piya-embed>` share: one playback, its look, and its life in a page. */
export abstract class PlaybackElement extends PlayerInterface {
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
  readonly #source: PlayerSource;
  readonly #parts = new PlayerParts(this);
  readonly #size = new BoxSize();
  /** Nothing was played yet of this source. */
  #isFresh = true;
  #isWaiting = false;
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
      loadAhead: () => this.#connection && this.#source.loadAhead(this.#connection.signal),
      preload: () => this.preload,
      createEngine: (source, mount) => this.createEngine?.(source, mount),
    });
    this.#source = this.#createSource();
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
    return this.#parts.details?.extras.chapters ?? [];
  }
  override get storyboard(): Storyboard | undefined {
    return this.#parts.details?.extras.storyboard;
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
    this.#size.apply(this.shadowRoot, this);
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
    this.#parts.details?.showControls('none');
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
    if (name === 'width' || name === 'height') this.#size.apply(this.shadowRoot, this);
    if (this.#picture !== undefined) shareAttribute(this, this.#picture.video, name);
  }

  /** What may open a video that was refused. */
  #give(rights: Partial<Rights>): void {
    Object.assign(this.#rights, rights);
    this.#mayHelp = true;
    this.requestUpdate();
  }

  override load(): void {
    this.#source.forget();
    this.syncSource();
    if (this.#connection) this.playback.open();
  }

  protected syncSource(): void {
    if (isServer || !this.#source.sync()) return;
    if (this.defaultPlaybackRate !== 1) this.playback.set({ rate: this.defaultPlaybackRate });
    this.#openWhenNear();
    if (this.autoplay && this.#connection) this.#autoplay();
  }

  #createSource(): PlayerSource {
    return new PlayerSource({
      element: this,
      playback: this.playback,
      context: () => ({
        page: {
          baseUrl: document.baseURI,
          instance: this.instance,
          server: this.server,
          hasClient: this.client !== undefined,
        },
        canPlay: (type) => this.canPlayType(type) !== '',
        order: this.engineOrder(),
        embed: () => this.embedParameters(),
        password: () => this.videoPassword,
        token: () => this.token,
        client: () => this.client,
        session: () => this.peertube,
      }),
      srcObject: () => this.srcObject,
      isOpenToAll: () => !this.peertube && !this.videoPassword,
      opensEarly: (source) => this.opensEarly(source),
      changed: () => {
        this.#isFresh = true;
        this.#parts.details?.resetExtras();
      },
    });
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
      if (!signal.aborted) void this.#source.prepare(signal);
    });
  }

  #mount(): Picture {
    this.#picture ??= createPicture(this);
    return this.#picture;
  }

  #takeChildren(): void {
    this.requestUpdate();
    this.#parts.takeTracks();
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
      () => this.#parts.details?.takeFocus(),
      (error: unknown) => {
        if (!(error instanceof DOMException)) throw error;
      },
    );
  };

  #loadDetails(): void {
    this.#parts.loadDetails(this.playback, this.#mount(), this.#onPlay);
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
    this.#parts.takeHabits(this.#connection?.signal);
    if (this.#mayHelp && (this.state === 'failed' || this.state === 'retrying')) this.playback.retry();
    this.#mayHelp = false;
    const view = this.#view();
    const { details } = this.#parts;
    // Before the first play the large button is the one control; two would be one too many.
    details?.showControls(this.#isFresh ? 'none' : this.controlsOver(view.engine));
    if (details === undefined && needsDetails(view)) this.#loadDetails();
    this.#stage?.show(view, details);
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
