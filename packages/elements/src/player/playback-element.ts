import type { EmbedParameters, PiyakastToken } from '@piyakast/sdk';
import { isServer, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { message } from '../i18n/i18n.js';
import { VERSION } from '../internal/version.js';
import { type CreateEngine, createEngine } from '../playback/engines/create-engine.js';
import type { EngineKind, EngineSource } from '../playback/engines/engine.js';
import { PlayerError } from '../playback/engines/engine-error.js';
import { Playback } from '../playback/playback.js';
import type { PlaybackObserver, PlaybackState } from '../playback/playback-observer.js';
import type { Resolution, Resolve } from '../playback/resolution.js';
import type { PiyakastAccess } from '../playback/resolve/access.js';
import type { PeerTubeSession } from '../playback/resolve/peertube-session.js';
import { parseReference, type Reference } from '../playback/resolve/reference.js';
import type { Chapter, Storyboard } from '../playback/video-extras.js';
import { base, tokens } from '../styles/tokens.styles.js';
import { ControlsSlot, controlsKindOf } from './controls-slot.js';
import { ExtrasSlot } from './extras-slot.js';
import { followExclusive, MemorySlot } from './habits.js';
import { MediaElement } from './media-element.js';
import { playerStyles } from './player.styles.js';
import { publicUrl } from './player-events.js';
import { loadErrorTexts, PLAYER_MESSAGES, playerErrorText } from './player-messages.js';
import { playerView } from './player-view.js';

/** How near to the screen an element is when it begins to look for its video. */
const NEAR = '200px';

/** What a viewer can do something about, in place. */
const PASSWORD_CODES: ReadonlySet<string> = new Set(['video/password-required', 'video/password-incorrect']);

/** What `<piya-player>` and `<piya-embed>` share: one playback, its look, and its life in a page. */
export abstract class PlaybackElement extends MediaElement {
  static readonly version: string = VERSION;
  /** Changed from outside by custom properties and parts. */
  static override styles = [tokens, base, playerStyles];

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit collects the attributes of the class that is asked, through `super`.
    return [...super.observedAttributes, 'lang', 'title'];
  }

  protected readonly playback: Playback;
  #video: HTMLVideoElement | undefined;
  #frame: HTMLElement | undefined;
  #controlsBox: HTMLElement | undefined;
  readonly #controls = new ControlsSlot(() => ({ player: this, box: this.#mount().box, video: this.#mount().video }));
  readonly #extras = new ExtrasSlot(() => this.#announce('piya-extraschange', {}));
  readonly #memory = new MemorySlot(this);
  #connection: AbortController | undefined;
  #sourceKey = '';
  #hasHadSource = false;
  #reference: Reference | undefined;

  @state() private isFresh = true;
  @state() private isWaiting = false;

  /** What `src` is, where its form does not show it: `hls`, `file`, `peertube`, `piyakast`, or a media type. */
  @property() type = '';

  /** PeerTube instance of a `src` that is only an id. */
  @property() instance = '';

  /** PIYAKast server of a `src` that is only an id. */
  @property() server = '';

  /** Language code of the captions to show from the start. */
  @property() subtitle = '';

  /** A client of the page's PIYAKast server; takes the place of `server` and `token`. */
  @property({ attribute: false }) client: PiyakastAccess | undefined;

  /** Signs requests to the PIYAKast server. A property only: a token has no place in markup. */
  @property({ attribute: false }) token: PiyakastToken | undefined;

  /** A session at the video's PeerTube instance, for videos that are not public: a client, or `{ url, token }`. */
  @property({ attribute: false }) peertube: PeerTubeSession | undefined;

  /** Password of a protected PeerTube video. A property only. */
  @property({ attribute: false }) videoPassword: string | undefined;

  /** Makes the engines; for tests and for custom engines. */
  @property({ attribute: false }) createEngine: CreateEngine | undefined;

  constructor() {
    super();
    const observer: PlaybackObserver = {
      statechange: (state, previous) => {
        this.requestUpdate();
        this.#announce('piya-statechange', { state, previous });
      },
      sourcechange: (source) => {
        this.requestUpdate();
        this.#announce('piya-sourcechange', { kind: source.kind, url: publicUrl(source.url) });
      },
      error: (error, willRetry) => {
        this.#announce('piya-error', { error, willRetry });
        if (!willRetry) this.#explain();
      },
      resolved: () => this.requestUpdate(),
    };
    this.playback = new Playback({
      observer,
      mount: () => ({ ...this.#mount(), title: this.#label() }),
      opensEarly: (source) => this.opensEarly(source),
      preload: () => this.preload || 'metadata',
      createEngine: (source, mount) => (this.createEngine ?? createEngine)(source, mount),
    });
    this.mirrorMediaEvents();
    this.#followWaiting();
    this.takeEarlyProperties();
  }

  /** Engines in the order to try them. */
  protected abstract engineOrder(): readonly EngineKind[];

  /** Parameters for PeerTube's own player. */
  protected abstract embedParameters(): EmbedParameters;

  /** Whether a source is opened when the element comes near the screen, before it is played. */
  protected abstract opensEarly(source: EngineSource): boolean;

  /** Where the playback is; `piya-statechange` reports each change. */
  get state(): PlaybackState {
    return this.playback.state;
  }

  override get chapters(): readonly Chapter[] {
    return this.#extras.extras.chapters;
  }
  override get storyboard(): Storyboard | undefined {
    return this.#extras.extras.storyboard;
  }

  protected get video(): HTMLVideoElement | undefined {
    return this.#video;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (isServer) return;
    const connection = new AbortController();
    this.#connection = connection;
    followExclusive(this, connection.signal);
    this.applyDefaultMuted();
    this.requestUpdate();
    this.syncSource();
    if (this.playback.intent.playing) this.playback.open();
    else this.#openWhenNear(connection.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
    this.#connection = undefined;
    this.#controls.want(false);
    this.playback.stop();
    // Moving takes an element out and puts it back at once, and it keeps playing. Taken out for good, it is paused.
    queueMicrotask(() => {
      if (!this.isConnected) this.playback.pause();
    });
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang' || name === 'title') this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (isServer) return;
    this.playback.set({ loop: this.loop, ...(changed.has('subtitle') ? { caption: this.subtitle || null } : {}) });
    this.syncSource();
    if (this.remember && this.#connection) this.#memory.want(this.#connection.signal);
    const mayHelp = changed.has('token') || changed.has('videoPassword') || changed.has('peertube');
    if (mayHelp && (this.playback.state === 'failed' || this.playback.state === 'retrying')) this.playback.retry();
    if (changed.has('autoplay') && this.autoplay) this.#autoplay();
  }

  override load(): void {
    this.#sourceKey = '';
    this.syncSource();
    this.playback.open();
  }

  protected syncSource(): void {
    const { type, instance, server } = this;
    // Frameworks and pages set null or a URL as well.
    const src = String(this.src ?? '');
    const key = JSON.stringify([src, type, instance, server, this.client !== undefined, this.engineOrder()]);
    if (key === this.#sourceKey || isServer) return;
    this.#sourceKey = key;
    this.#extras.reset();
    this.isFresh = true;
    const context = { baseUrl: document.baseURI, type, instance, server, hasClient: this.client !== undefined };
    this.#reference = parseReference(src, context);
    // A position that was set before anything was there is for this source.
    const early = this.#hasHadSource ? 0 : this.playback.intent.position;
    this.#hasHadSource ||= src !== '';
    const start = early || (this.#reference?.kind === 'peertube' ? this.#reference.start : undefined);
    this.playback.reset(src === '' ? undefined : this.#resolve(this.#reference), start);
    if (this.defaultPlaybackRate !== 1) this.playback.set({ rate: this.defaultPlaybackRate });
    if (this.isConnected && this.#connection) {
      this.#openWhenNear(this.#connection.signal);
      if (this.autoplay) this.#autoplay();
    }
  }

  /** Finding sources needs the SDK's clients; the first picture of the page does not. */
  #resolve(reference: Reference | undefined): Resolve {
    let resolve: Promise<Resolve> | undefined;
    const make = async (): Promise<Resolve> => {
      if (reference === undefined)
        throw new PlayerError('player/no-source', `"${this.src}" is nothing that can be played.`);
      const { createResolve } = await import('../playback/resolve/create-resolve.js');
      return createResolve(reference, {
        order: this.engineOrder(),
        embed: () => this.embedParameters(),
        password: () => this.videoPassword,
        token: () => this.token,
        client: () => this.client,
        session: () => this.peertube,
      });
    };
    return async (signal, afterFailure): Promise<Resolution> => {
      resolve ??= make();
      return (await resolve)(signal, afterFailure);
    };
  }

  #autoplay(): void {
    this.playback.play().catch((error: unknown) => {
      // A browser that refuses autoplay is not an error: the play button is there.
      if (!(error instanceof DOMException)) throw error;
    });
  }

  #openWhenNear(signal: AbortSignal): void {
    if (this.preload === 'none') return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        this.playback.open();
      },
      { rootMargin: NEAR },
    );
    observer.observe(this);
    signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  }

  #mount(): { video: HTMLVideoElement; frame: HTMLElement; box: HTMLElement } {
    if (this.#video === undefined) {
      this.#video = Object.assign(document.createElement('video'), { part: 'video' });
      this.#video.addEventListener('click', this.#onPictureClick);
    }
    this.#frame ??= Object.assign(document.createElement('div'), { className: 'frame' });
    this.#controlsBox ??= Object.assign(document.createElement('div'), { className: 'controls' });
    this.#video.playsInline = this.playsInline;
    if (this.crossOrigin !== null) this.#video.crossOrigin = this.crossOrigin;
    return { video: this.#video, frame: this.#frame, box: this.#controlsBox };
  }

  #followWaiting(): void {
    const on = (names: readonly string[], follow: () => void) => {
      for (const name of names) this.playback.addEventListener(name, follow);
    };
    on(['waiting', 'seeking'], () => {
      this.isWaiting = this.playback.intent.playing;
    });
    on(['playing', 'pause', 'seeked', 'canplay', 'ended', 'error', 'emptied'], () => {
      this.isWaiting = false;
    });
    on(['playing'], () => {
      this.isFresh = false;
    });
    on(['ended', 'pause', 'play', 'seeked'], () => this.requestUpdate());
  }

  readonly #onPlay = (): void => {
    const { video } = this;
    this.play().then(
      // The button that had the focus is gone; the controls take its place.
      () => {
        const kind = controlsKindOf(this);
        if (kind === 'own') this.#controls.takeFocus();
        else if (kind === 'native') video?.focus({ preventScroll: true });
      },
      (error: unknown) => {
        if (!(error instanceof DOMException)) throw error;
      },
    );
  };

  /** Without controls a click on the picture is the one way to pause; the browser's and our own take clicks themselves. */
  readonly #onPictureClick = (): void => {
    if (controlsKindOf(this) !== 'none') return;
    if (this.paused) this.#onPlay();
    else this.pause();
  };

  readonly #onRetry = (): void => {
    const wasFailed = this.playback.state === 'failed';
    this.playback.retry();
    if (wasFailed) this.#onPlay();
  };

  readonly #onPassword = (password: string): void => {
    this.videoPassword = password;
    this.#onPlay();
  };

  /** The texts may not load, as the video did not; the general one stays then. */
  #explain(): void {
    loadErrorTexts().then(
      () => this.requestUpdate(),
      (error: unknown) => console.debug('piya: the texts of errors did not load:', error),
    );
  }

  #label(): string {
    return this.title || this.playback.resolution?.title || message(this, PLAYER_MESSAGES, 'player');
  }

  #announce(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  protected override render(): TemplateResult {
    const { playback, isFresh } = this;
    const { engine, resolution, error, source } = playback;
    const isEmbed = source?.kind === 'embed';
    const media = isServer ? undefined : this.#mount();
    // Before the first play the large button is the one control; two would be one too many.
    const kind = isFresh || isEmbed ? 'none' : controlsKindOf(this);
    // Our own controls manage the attribute while they are there.
    if (media && kind !== 'own') media.video.controls = kind === 'native';
    this.#controls.want(media !== undefined && kind === 'own');
    if (kind === 'own') this.#extras.want(resolution);
    return playerView(
      {
        label: this.#label(),
        title: this.title || resolution?.title,
        state: playback.state,
        engine: source?.kind,
        poster: this.poster || resolution?.poster,
        isFresh: isFresh && !playback.intent.playing,
        isEnded: engine?.ended ?? false,
        isWaiting: this.isWaiting && playback.intent.playing && !isEmbed,
        isLive: resolution?.live === 'on-air',
        errorText: error && playerErrorText(this, error),
        text: (key, values) => message(this, PLAYER_MESSAGES, key, values),
        onPlay: this.#onPlay,
        asksPassword: PASSWORD_CODES.has(error?.code ?? ''),
        onRetry: this.#onRetry,
        onPassword: this.#onPassword,
      },
      media && [media.video, media.frame, media.box],
    );
  }
}
