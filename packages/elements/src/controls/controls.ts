import { render } from 'lit';
import { followLanguage } from '../i18n/follow-language.js';
import { languageOf, message } from '../i18n/i18n.js';
import { CaptionLook } from './caption-look.js';
import type { ControlledMedia } from './controlled-media.js';
import { Feedback, feedbackOf } from './feedback.js';
import type { Gesture } from './input/gestures.js';
import { HeldSpeed } from './input/held-speed.js';
import { followKeys } from './input/keyboard.js';
import type { Action } from './input/keys.js';
import { perform, playQuietly, seekTo } from './input/perform.js';
import { followSurface } from './input/surface.js';
import { LiveEdge } from './live-edge.js';
import { followMediaSession } from './media-session.js';
import { Menu } from './menu/menu.js';
import { CONTROLS_MESSAGES, type ControlsMessage } from './messages.js';
import { writePreferences } from './preferences.js';
import { RemoteDevices } from './remote-playback.js';
import { controlsStyles } from './styles/controls.styles.js';
import { type Timeline, timeAt, timelineOf } from './timeline.js';
import { chaptersOf } from './track-chapters.js';
import { canSetVolume } from './view/can-set-volume.js';
import { controlsView } from './view/controls-view.js';
import { describeControls } from './view/describe-controls.js';
import { Visibility } from './visibility-timer.js';

/** Everything after which the bar may look different. */
const EVENTS = [
  ...['play', 'pause', 'playing', 'ended', 'timeupdate', 'progress', 'seeking', 'seeked', 'volumechange', 'ratechange'],
  ...['durationchange', 'loadedmetadata', 'emptied', 'enterpictureinpicture', 'leavepictureinpicture'],
  ...['fullscreenchange', 'webkitfullscreenchange', 'piya-statechange', 'piya-sourcechange', 'piya-extraschange'],
] as const;
/** These come several times a second, and change nothing while the bar is hidden. */
const FREQUENT: ReadonlySet<string> = new Set(['timeupdate', 'progress']);
/** A live moves on while it is paused, without an event. */
const LIVE_TICK_MS = 1000;
/** States with a screen of their own over the picture. */
const COVERED: ReadonlySet<string> = new Set(['failed', 'live-waiting', 'live-ended']);

/**
 * The controls of one player: they draw into a place inside the player's shadow root and use nothing but its public
 * interface. No element is registered for them, so two versions of the kit share a page.
 */
export class Controls {
  readonly #media: ControlledMedia;
  readonly #place: HTMLElement;
  readonly #life = new AbortController();
  readonly #edge = new LiveEdge();
  readonly #visibility = new Visibility(
    () => ({ isPaused: this.#media.paused || this.#media.ended, isHeld: this.#isHeld() }),
    () => this.#changed(),
  );
  readonly #menu = new Menu(() => {
    this.#changed();
    this.#visibility.take('change');
  });
  readonly #feedback = new Feedback(() => this.#changed());
  readonly #captionLook: CaptionLook;
  readonly #remote: RemoteDevices;
  readonly #heldSpeed: HeldSpeed;
  readonly #canSetVolume = canSetVolume();
  #pointed: number | undefined;
  #isDragged = false;
  #hasMouse = false;
  /** The press that is under way closed the menu, and means nothing else. */
  #isClosing = false;
  #offersSound: boolean;
  #isRenderDue = false;

  /** @param place - Where to draw: an empty element of the player's stage. */
  constructor(media: ControlledMedia, place: HTMLElement) {
    this.#media = media;
    this.#place = place;
    const { signal } = this.#life;
    // A browser starts a video for a page only without sound.
    this.#offersSound = media.autoplay && media.muted && !media.paused;
    this.#captionLook = new CaptionLook(() => media.remember);
    this.#heldSpeed = new HeldSpeed(media);
    this.#remote = new RemoteDevices(media, () => this.#changed(), signal);
    this.#addStyles();
    this.#followMedia();
    followLanguage(media, () => this.#changed(), signal);
    followKeys(media, (action) => this.#act(action), signal);
    followMediaSession(media, () => this.#line(), signal);
    this.#render();
    this.#followPointer();
    this.#visibility.take('activity');
  }

  /** Takes everything away again. */
  destroy(): void {
    this.#life.abort();
    this.#visibility.stop();
    this.#feedback.stop();
    render(null, this.#place);
    this.#place.hidden = false;
    const root = this.#place.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    const own: readonly unknown[] = [controlsStyles.styleSheet, this.#captionLook.sheet];
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => !own.includes(sheet));
  }

  /** Leads the focus to the play button, for those who started by keyboard. */
  focus(): void {
    this.#place.querySelector<HTMLElement>('.toggle-play')?.focus({ preventScroll: true });
  }

  #addStyles(): void {
    const { styleSheet } = controlsStyles;
    const root = this.#place.getRootNode() as ShadowRoot;
    const own = [...(styleSheet ? [styleSheet] : []), this.#captionLook.sheet];
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...own];
  }

  #followMedia(): void {
    const { signal } = this.#life;
    const media = this.#media;
    const on = (names: readonly string[], follow: (event: Event) => void) => {
      for (const name of names) media.addEventListener(name, follow, { signal });
    };
    on(EVENTS, ({ type }) => {
      this.#edge.follow(media);
      if (!FREQUENT.has(type) || this.#visibility.isShown) this.#changed();
    });
    on(['play', 'pause', 'ended', 'seeked'], () => this.#visibility.take('change'));
    on(['emptied'], () => this.#edge.reset());
    on(['volumechange'], () => {
      this.#offersSound &&= media.muted;
    });
    const tick = setInterval(() => {
      if (media.duration === Number.POSITIVE_INFINITY && this.#visibility.isShown) this.#changed();
    }, LIVE_TICK_MS);
    signal.addEventListener('abort', () => clearInterval(tick));
  }

  #followPointer(): void {
    const { signal } = this.#life;
    const media = this.#media;
    const surface = this.#place.querySelector<HTMLElement>('.surface');
    if (surface === null) throw new TypeError('The controls were not drawn.');
    const follow = (event: PointerEvent) => {
      this.#hasMouse = event.pointerType !== 'touch';
      // A tap on the picture shows or hides the controls; that is a gesture's part.
      if (this.#hasMouse || !event.composedPath().includes(surface)) this.#visibility.take('activity');
    };
    media.addEventListener('pointermove', follow, { signal });
    media.addEventListener('pointerdown', follow, { signal });
    media.addEventListener('pointerleave', () => this.#visibility.take('leave'), { signal });
    media.addEventListener('focusin', () => this.#visibility.take('change'), { signal });
    media.addEventListener('keydown', () => this.#visibility.take('activity'), { signal });
    media.ownerDocument.addEventListener('pointerdown', (event) => this.#closeMenuAt(event), { signal, capture: true });
    const act = (action: Action) => {
      if (!this.#isClosing) this.#act(action);
    };
    const gesture = (made: Gesture) => {
      if (!this.#isClosing) this.#onGesture(made);
    };
    followSurface(surface, { act, gesture }, signal);
  }

  #closeMenuAt(event: Event): void {
    const own = ['.menu', '.settings'].map((selector) => this.#place.querySelector(selector));
    const path = event.composedPath();
    const isOutside = !own.some((node) => node !== null && path.includes(node));
    this.#isClosing = isOutside && this.#menu.page !== undefined;
    if (isOutside) this.#menu.close({ returnFocus: false });
  }

  #onGesture(gesture: Gesture): void {
    switch (gesture) {
      case 'tap':
        this.#visibility.take('tap');
        return;
      case 'seek-back':
        this.#act({ do: 'seek-by', seconds: -10 });
        return;
      case 'seek-forward':
        this.#act({ do: 'seek-by', seconds: 10 });
        return;
      case 'hold-start':
        if (this.#heldSpeed.start()) this.#feedback.show(this.#text('keepHolding'), { stays: true });
        return;
      case 'hold-end':
        this.#heldSpeed.end();
        this.#feedback.show('');
    }
  }

  #act(action: Action): boolean {
    const media = this.#media;
    if (COVERED.has(media.state) || !perform(action, media, this.#line())) return false;
    if (action.do === 'toggle-captions') this.#keepCaption();
    this.#feedback.show(feedbackOf(action, media, this.#text, languageOf(media)));
    this.#visibility.take('activity');
    return true;
  }

  #line(): Timeline {
    const { duration, seekable } = this.#media;
    return timelineOf({ duration, seekable, liveEdge: this.#edge.edge(this.#media) });
  }

  #isHeld(): boolean {
    if (this.#menu.page !== undefined || this.#isDragged) return true;
    const held = this.#hasMouse ? '.bar:hover, .bar :focus-visible' : '.bar :focus-visible';
    return this.#place.querySelector(held) !== null;
  }

  #keepCaption(): void {
    if (this.#media.remember) writePreferences({ caption: this.#media.caption });
  }

  #seek(seconds: number): void {
    seekTo(this.#media, this.#line(), seconds);
  }

  readonly #text = (key: ControlsMessage, values?: Record<string, string | number>): string =>
    message(this.#media, CONTROLS_MESSAGES, key, values);

  #changed(): void {
    if (this.#isRenderDue) return;
    this.#isRenderDue = true;
    queueMicrotask(() => {
      this.#isRenderDue = false;
      if (!this.#life.signal.aborted) this.#render();
    });
  }

  #render(): void {
    const place = this.#place;
    place.hidden = COVERED.has(this.#media.state);
    place.toggleAttribute('data-shown', this.#visibility.isShown);
    place.toggleAttribute('data-menu', this.#menu.page !== undefined);
    const line = this.#line();
    const view = describeControls({
      media: this.#media,
      line,
      chapters: line.isLive ? [] : chaptersOf(this.#media),
      isBehind: line.isLive && this.#edge.isBehind(this.#media),
      menu: this.#menu,
      remote: this.#remote,
      captionLook: this.#captionLook,
      canSetVolume: this.#canSetVolume,
      offersSound: this.#offersSound,
      note: this.#feedback.text,
      pointed: this.#pointed,
      isDragged: this.#isDragged,
      text: this.#text,
      act: (action) => void this.#act(action),
      keepCaption: () => this.#keepCaption(),
      seek: (seconds) => this.#seek(seconds),
      goLive: () => {
        this.#seek(line.end);
        if (this.#media.paused) playQuietly(this.#media);
      },
      point: (part) => this.#point(part, false),
      drag: (part) => this.#point(part, true),
      drop: (part) => {
        if (part !== undefined) this.#seek(timeAt(line, part));
        this.#point(undefined, false);
      },
    });
    render(controlsView(view), place);
    this.#menu.settleFocus(place);
  }

  #point(part: number | undefined, isDragged: boolean): void {
    this.#pointed = part;
    if (isDragged !== this.#isDragged) {
      this.#isDragged = isDragged;
      this.#visibility.take('change');
    }
    this.#changed();
  }
}
