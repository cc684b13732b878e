import { html, nothing, render, svg } from 'lit';
import { languageOf, message } from '../../i18n/i18n.js';
import type { Playback } from '../../playback/playback.js';
import type { PlaybackState } from '../../playback/playback-observer.js';
import type { VideoExtras } from '../../playback/video-extras.js';
import { type ControlsKind, controlsKindOf } from '../controls-kind.js';
import type { Picture } from '../picture.js';
import type { PlayerInterface } from '../player-interface.js';
import { isOffAir, type PlayerView, type ViewDetails } from '../player-view.js';
import { ControlsSlot } from './controls-slot.js';
import { detailsStyles } from './details.styles.js';
import { ExtrasSlot } from './extras-slot.js';
import { loadErrorTexts, PLAYER_MESSAGES, type PlayerMessage, playerErrorText } from './player-messages.js';

/** What a viewer can do something about, in place. */
const PASSWORD_CODES: ReadonlySet<string> = new Set(['video/password-required', 'video/password-incorrect']);

const REPLAY_ICON = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5V1.5L6.5 6 12 10.5V7a5.5 5.5 0 1 1-5.5 5.5h-2A7.5 7.5 0 1 0 12 5Z"/></svg>`;

/** What a player has once it was played or something happened: screens, notes, and controls. */
export interface PlayerDetails extends ViewDetails {
  readonly extras: VideoExtras;
  showControls(kind: ControlsKind): void;
  /** The button that had the focus is gone; controls take its place. */
  takeFocus(): void;
  /** Another video plays. */
  resetExtras(): void;
}

/** A player, as far as its details drive it. */
type Player = PlayerInterface & { readonly state: PlaybackState; videoPassword: string | undefined };

/**
 * Screens of errors, of lives off air and of the end, the note of a retry, the badge of a live, and the controls.
 *
 * One factory: its templates are short and share the player and its texts.
 */
export function createDetails(player: Player, playback: Playback, picture: Picture, onPlay: () => void): PlayerDetails {
  const extras = new ExtrasSlot(() =>
    player.dispatchEvent(new CustomEvent('piya-extraschange', { bubbles: true, composed: true, detail: {} })),
  );
  const controls = new ControlsSlot(() => ({ player, ...picture }));
  // Without controls a click on the picture is the one way to pause; the browser's and our own take clicks themselves.
  picture.video.addEventListener('click', () => {
    if (controlsKindOf(player) !== 'none') return;
    if (player.paused) onPlay();
    else player.pause();
  });
  const onRetry = () => {
    const wasFailed = playback.state === 'failed';
    playback.retry();
    if (wasFailed) onPlay();
  };
  const { styleSheet } = detailsStyles;
  if (styleSheet) player.shadowRoot?.adoptedStyleSheets.push(styleSheet);
  const text = (key: PlayerMessage) => message(player, PLAYER_MESSAGES, key);
  // The texts may not load, as the video did not; the general one stays then.
  loadErrorTexts().then(
    () => player.requestUpdate(),
    (error: unknown) => console.debug('piya: the texts of errors did not load:', error),
  );

  const errorText = (error: unknown) => playerErrorText(error, languageOf(player));
  const retryButton = (label: string) =>
    html`<button class="action" part="retry-button" type="button" @click=${onRetry}>${label}</button>`;

  const onPassword = (password: string) => {
    player.videoPassword = password;
    onPlay();
  };

  function overlayOf(view: PlayerView) {
    const { state, error } = view;
    if (state === 'failed') {
      const asksPassword = PASSWORD_CODES.has((error as { code?: string } | undefined)?.code ?? '');
      return html`<div class="center veil" part="error">
        <p class="heading">${errorText(error)}</p>
        ${asksPassword ? passwordForm(text, onPassword) : retryButton(text('retry'))}
      </div>`;
    }
    if (isOffAir(state)) {
      const isWaiting = state === 'live-waiting';
      return html`<div class="center veil" part="panel">
        <p class="heading">${text(isWaiting ? 'liveWaiting' : 'liveEnded')}</p>
        <p class="hint">${text(isWaiting ? 'liveWaitingHint' : 'liveEndedHint')}</p>
      </div>`;
    }
    if (state === 'retrying') return html``;
    if (view.isWaiting || view.engine === 'embed' || !view.isEnded) return undefined;
    return html`<div class="center">
      <button class="play again" part="play-button" type="button" aria-label=${text('replay')} @click=${onPlay}>
        ${REPLAY_ICON}
      </button>
    </div>`;
  }

  function notesOf({ state, isLive, engine }: PlayerView) {
    const note = html`<div class="note" part="note"><span>${text('retrying')}</span> ${retryButton(text('retryNow'))}</div>`;
    const badge = html`<span class="badge" part="live-badge">${text('live')}</span>`;
    const isOnAir = isLive && engine !== undefined && engine !== 'embed';
    return [state === 'retrying' ? note : nothing, isOnAir ? badge : nothing];
  }

  return {
    showControls(kind) {
      // Our own controls manage the attribute while they are there.
      if (kind !== 'own') picture.video.controls = kind === 'native';
      controls.want(kind === 'own');
      if (kind === 'own') extras.want(playback.resolution);
    },
    takeFocus() {
      const kind = controlsKindOf(player);
      if (kind === 'own') controls.takeFocus();
      else if (kind === 'native') picture.video.focus({ preventScroll: true });
    },
    resetExtras: () => extras.reset(),
    get extras() {
      return extras.extras;
    },

    show(view, place) {
      const overlay = overlayOf(view);
      render([overlay, notesOf(view)], place);
      return overlay !== undefined;
    },

    status({ state, error }) {
      if (state === 'failed') return errorText(error);
      if (state === 'live-waiting') return `${text('liveWaiting')}. ${text('liveWaitingHint')}`;
      if (state === 'live-ended') return `${text('liveEnded')}. ${text('liveEndedHint')}`;
      return state === 'switching' || state === 'retrying' ? text(state) : '';
    },
  };
}

function passwordForm(text: (key: PlayerMessage) => string, onPassword: (password: string) => void) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const input = (event.target as HTMLFormElement).elements.namedItem('password');
    if (input instanceof HTMLInputElement) onPassword(input.value);
  };
  return html`<form part="password-form" @submit=${submit}>
    <label>
      <span class="visually-hidden">${text('password')}</span>
      <input name="password" type="password" required autocomplete="off" placeholder=${text('password')} />
    </label>
    <button class="action" type="submit">${text('open')}</button>
  </form>`;
}
