import { html, nothing, svg, type TemplateResult } from 'lit';
import type { EngineKind } from '../playback/engines/engine.js';
import type { PlaybackState } from '../playback/playback-observer.js';
import type { PlayerMessage } from './player-messages.js';

/** What a player shows. */
export interface PlayerView {
  /** Accessible name of the whole. */
  label: string;
  /** Title of the video, when it is known. */
  title: string | undefined;
  state: PlaybackState;
  engine: EngineKind | undefined;
  poster: string | undefined;
  /** Nothing has been played yet. */
  isFresh: boolean;
  isEnded: boolean;
  /** It should play and the picture does not move. */
  isWaiting: boolean;
  isLive: boolean;
  /** Text of the error that stopped it. */
  errorText: string | undefined;
  /** A password of the viewer would open it. */
  asksPassword: boolean;
  text(key: PlayerMessage, values?: Record<string, string>): string;
  onPlay(): void;
  onRetry(): void;
  onPassword(password: string): void;
}

const PLAY_ICON = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5.2v13.6a1 1 0 0 0 1.5.86l11-6.8a1 1 0 0 0 0-1.72l-11-6.8A1 1 0 0 0 8 5.2Z"/></svg>`;
const REPLAY_ICON = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5V1.5L6.5 6 12 10.5V7a5.5 5.5 0 1 1-5.5 5.5h-2A7.5 7.5 0 1 0 12 5Z"/></svg>`;

/** The stage with everything on it. `media` is the place of the video and the frame. */
export function playerView(view: PlayerView, media: unknown): TemplateResult {
  return html`
    <div class="stage" part="stage" role="group" aria-label=${view.label} data-engine=${view.engine ?? nothing}>
      ${media} ${posterOf(view)} ${overlayOf(view)} ${noteOf(view)}
      ${
        view.isLive && view.engine !== undefined && view.engine !== 'embed'
          ? html`<span class="badge" part="live-badge">${view.text('live')}</span>`
          : nothing
      }
      <div class="visually-hidden" role="status" aria-live="polite">${statusOf(view)}</div>
    </div>
  `;
}

/** One sentence for those who cannot see the overlay. */
function statusOf({ state, errorText, text }: PlayerView): string {
  switch (state) {
    case 'switching':
      return text('switching');
    case 'retrying':
      return text('retrying');
    case 'live-waiting':
      return `${text('liveWaiting')}. ${text('liveWaitingHint')}`;
    case 'live-ended':
      return `${text('liveEnded')}. ${text('liveEndedHint')}`;
    case 'failed':
      return errorText ?? '';
    default:
      return '';
  }
}

function posterOf({ poster, isFresh, engine, state }: PlayerView) {
  const isOver = state === 'live-waiting' || state === 'live-ended';
  if (poster === undefined || engine === 'embed' || !(isFresh || isOver)) return nothing;
  return html`<img class="poster" part="poster" src=${poster} alt="" decoding="async" />`;
}

function overlayOf(view: PlayerView) {
  const { state, text } = view;
  if (state === 'failed') {
    return html`<div class="center veil" part="error">
      <p class="heading">${view.errorText}</p>
      ${view.asksPassword ? passwordForm(view) : retryButton(view, text('retry'))}
    </div>`;
  }
  if (state === 'live-waiting') return panel(text('liveWaiting'), text('liveWaitingHint'));
  if (state === 'live-ended') return panel(text('liveEnded'), text('liveEndedHint'));
  if (state === 'retrying') return nothing;
  if (view.isWaiting) return html`<div class="center"><div class="spinner" part="spinner"></div></div>`;
  if (view.engine === 'embed') return nothing;
  if (view.isEnded) return playButton(view, 'play again', text('replay'), REPLAY_ICON);
  if (!view.isFresh) return nothing;
  return playButton(view, 'play', view.title ? text('playTitle', { title: view.title }) : text('play'), PLAY_ICON);
}

function retryButton({ onRetry }: PlayerView, label: string) {
  return html`<button class="action" part="retry-button" type="button" @click=${onRetry}>${label}</button>`;
}

function passwordForm({ text, onPassword }: PlayerView) {
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

function panel(heading: string, hint: string) {
  return html`<div class="center veil" part="panel">
    <p class="heading">${heading}</p>
    <p class="hint">${hint}</p>
  </div>`;
}

function playButton(view: PlayerView, className: string, label: string, icon: unknown) {
  return html`<div class="center">
    <button class=${className} part="play-button" type="button" aria-label=${label} @click=${view.onPlay}>${icon}</button>
  </div>`;
}

function noteOf(view: PlayerView) {
  if (view.state !== 'retrying') return nothing;
  return html`<div class="note" part="note">
    <span>${view.text('retrying')}</span>
    ${retryButton(view, view.text('retryNow'))}
  </div>`;
}
