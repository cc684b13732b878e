import { html, nothing, type TemplateResult } from 'lit';
import type { ControlsMessage } from '../messages.js';
import { iconButton } from './icon-button.js';
import type { IconName } from './icons.js';
import { slider } from './slider.js';

export interface VolumeControl {
  readonly volume: number;
  readonly muted: boolean;
  /** False where the device alone decides how loud it is, as on an iPhone. */
  readonly canSet: boolean;
  text(key: ControlsMessage, values?: Record<string, string | number>): string;
  onMute(): void;
  onVolume(volume: number): void;
}

/** The mute button, and a slider that opens beside it. */
export function volumeControl({ canSet, muted, onMute, onVolume, text, volume }: VolumeControl): TemplateResult {
  const heard = muted ? 0 : volume;
  const drag = (part: number | undefined) => {
    if (part !== undefined) onVolume(part);
  };
  return html`<div class="volume" part="volume">
    ${iconButton({
      name: 'mute',
      icon: iconOf(heard),
      label: text(heard === 0 ? 'unmute' : 'mute'),
      key: 'm',
      onClick: onMute,
    })}
    ${
      canSet
        ? slider({
            name: 'volume-bar',
            label: text('volume'),
            max: 100,
            value: Math.round(heard * 100),
            valueText: text('percent', { value: Math.round(heard * 100) }),
            step: 5,
            onDrag: drag,
            onDrop: drag,
            onValue: (value) => onVolume(value / 100),
          })
        : nothing
    }
  </div>`;
}

const iconOf = (heard: number): IconName => (heard === 0 ? 'volumeOff' : heard < 0.5 ? 'volumeLow' : 'volumeHigh');
