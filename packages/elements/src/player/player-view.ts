import { html, nothing, svg, type TemplateResult } from 'lit';
import type { EngineKind } from '../playback/engines/engine.js';
import type { PlaybackState } from '../playback/playback-observer.js';

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
  /** Why it stopped. */
  error: unknown;
  playLabel: string;
  onPlay(): void;
}

/** What is shown besides the facade; loaded when there is something of it to show. */
export interface ViewDetails {
  /** Instead of the large button. */
  overlay(view: PlayerView): unknown;
  /** Beside everything else. */
  notes(view: PlayerView): unknown;
  /** One sentence for those who cannot see it. */
  status(view: PlayerView): string;
}

const PLAY_ICON = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5.2v13.6a1 1 0 0 0 1.5.86l11-6.8a1 1 0 0 0 0-1.72l-11-6.8A1 1 0 0 0 8 5.2Z"/></svg>`;

/** The stage with everything on it. `media` is the place of the video and the frame. */
export function playerView(view: PlayerView, media: unknown, details: ViewDetails | undefined): TemplateResult {
  const { engine, label, poster, isFresh, state } = view;
  const hasPoster = poster !== undefined && engine !== 'embed' && (isFresh || isOffAir(state));
  return html`<div class="stage" part="stage" role="group" aria-label=${label} data-engine=${engine ?? nothing}>
    ${media} ${hasPoster ? html`<img class="poster" part="poster" src=${poster} alt="" decoding="async" />` : nothing}
    ${overlayOf(view, details)} ${details?.notes(view) ?? nothing}
    <div class="visually-hidden" role="status" aria-live="polite">${details?.status(view) ?? nothing}</div>
  </div>`;
}

export const isOffAir = (state: PlaybackState): boolean => state === 'live-waiting' || state === 'live-ended';

/** Whether there is something to show that the facade does not have. */
export const needsDetails = ({ state, isEnded, isLive }: PlayerView): boolean =>
  isEnded || isLive || isOffAir(state) || /^(failed|retrying|switching)$/.test(state);

function overlayOf(view: PlayerView, details: ViewDetails | undefined): unknown {
  const special = details?.overlay(view);
  if (special !== undefined) return special;
  if (view.isWaiting) return html`<div class="center"><div class="spinner" part="spinner"></div></div>`;
  if (view.engine === 'embed' || !view.isFresh) return nothing;
  return playButton(view, 'play', view.playLabel, PLAY_ICON);
}

export function playButton(view: PlayerView, className: string, label: string, icon: unknown): TemplateResult {
  return html`<div class="center">
    <button class=${className} part="play-button" type="button" aria-label=${label} @click=${view.onPlay}>${icon}</button>
  </div>`;
}
