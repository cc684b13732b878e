import { html, nothing, type TemplateResult } from 'lit';
import type { ControlledMedia } from '../controlled-media.js';
import { formatTime } from '../format-time.js';
import type { ControlsMessage } from '../messages.js';
import type { Timeline } from '../timeline.js';
import { iconButton } from './icon-button.js';

/** What the bar shows, and what its buttons do. */
export interface ControlsView {
  readonly media: ControlledMedia;
  readonly line: Timeline;
  readonly isBehind: boolean;
  readonly isFullscreen: boolean;
  readonly isInPicture: boolean;
  readonly canFullscreen: boolean;
  readonly canPictureInPicture: boolean;
  readonly remote: 'unavailable' | 'available' | 'connected';
  readonly hasSettings: boolean;
  readonly isMenuOpen: boolean;
  readonly offersSound: boolean;
  /** A short word about what a key or a gesture did. */
  readonly note: string;
  /** The position that the bar speaks of. Seconds. */
  readonly time: number;
  readonly chapterTitle: string | undefined;
  readonly seekBar: unknown;
  readonly volume: unknown;
  readonly menu: unknown;
  text(key: ControlsMessage, values?: Record<string, string | number>): string;
  onPlay(): void;
  onCaptions(): void;
  onSettings(): void;
  onPictureInPicture(): void;
  onFullscreen(): void;
  onRemote(): void;
  onLive(): void;
  onUnmute(): void;
}

/** The controls over the picture. The surface takes clicks and touches; the page's own things go into the slots. */
export function controlsView(view: ControlsView): TemplateResult {
  const { menu, note, offersSound, seekBar, text } = view;
  return html`
    <div class="surface" tabindex="-1"></div>
    <div class="overlay">
      <div class="top"><slot name="controls-top"></slot></div>
      ${
        offersSound
          ? html`<button class="unmute" part="unmute-button" type="button" @click=${view.onUnmute}>
              ${text('tapToUnmute')}
            </button>`
          : nothing
      }
      <div class="feedback" part="feedback" role="status" data-on=${note ? '' : nothing}>${note}</div>
      <div class="bar" part="controls" role="group" aria-label=${text('controls')}>
        ${seekBar}
        <div class="row">${startOf(view)}<div class="space"></div>${endOf(view)}</div>
      </div>
      ${menu}
    </div>
  `;
}

function startOf(view: ControlsView) {
  const { chapterTitle, line, media, text, volume } = view;
  const { ended, paused, playNext } = media;
  const play = ended ? 'replay' : paused ? 'play' : 'pause';
  return html`
    ${iconButton({ name: 'toggle-play', icon: play, label: text(play), key: 'k', onClick: view.onPlay })}
    ${playNext === undefined ? nothing : iconButton({ name: 'next', icon: 'next', label: text('next'), onClick: () => playNext() })}
    ${volume} ${line.isLive ? liveBadge(view) : timeView(view)}
    ${chapterTitle === undefined ? nothing : html`<span class="chapter-title" part="chapter-title">${chapterTitle}</span>`}
    <slot name="controls-start"></slot>
  `;
}

function timeView({ line, time }: ControlsView) {
  return html`<span class="time" part="time"
    >${formatTime(time, line.end)}<span class="duration"> / ${formatTime(line.end > 0 ? line.end : Number.NaN)}</span></span
  >`;
}

/** Says "live"; behind it, it is grey and leads back. */
function liveBadge({ isBehind, onLive, text }: ControlsView) {
  return html`<button
    class="live"
    part="live-button"
    type="button"
    data-behind=${isBehind ? '' : nothing}
    aria-disabled=${isBehind ? nothing : 'true'}
    aria-label=${text(isBehind ? 'backToLive' : 'live')}
    title=${text(isBehind ? 'backToLive' : 'live')}
    @click=${onLive}
  >
    <span class="dot"></span>${text('live')}
  </button>`;
}

function endOf(view: ControlsView) {
  const { isFullscreen, isInPicture, isMenuOpen, media, remote, text } = view;
  const full = isFullscreen ? 'exitFullscreen' : 'fullscreen';
  return html`
    <slot name="controls-end"></slot>
    ${
      media.captions.length === 0
        ? nothing
        : iconButton({
            name: 'captions',
            icon: 'captions',
            label: text('captions'),
            key: 'c',
            pressed: media.caption !== null,
            onClick: view.onCaptions,
          })
    }
    ${
      view.hasSettings
        ? iconButton({
            name: 'settings',
            icon: 'settings',
            label: text('settings'),
            expanded: isMenuOpen,
            onClick: view.onSettings,
          })
        : nothing
    }
    ${
      remote === 'unavailable'
        ? nothing
        : iconButton({
            name: 'remote',
            icon: 'remote',
            label: text(remote === 'connected' ? 'remoteOn' : 'remote'),
            pressed: remote === 'connected',
            onClick: view.onRemote,
          })
    }
    ${
      view.canPictureInPicture
        ? iconButton({
            name: 'pip',
            icon: 'pip',
            label: text(isInPicture ? 'exitPip' : 'pip'),
            key: 'i',
            onClick: view.onPictureInPicture,
          })
        : nothing
    }
    ${view.canFullscreen ? iconButton({ name: 'fullscreen', icon: full, label: text(full), key: 'f', onClick: view.onFullscreen }) : nothing}
  `;
}
