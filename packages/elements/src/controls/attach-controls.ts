import type { ControlledMedia } from './controlled-media.js';
import { Controls } from './controls.js';

/** What the controls get: the player that they drive, and the box on the stage that is theirs. */
export interface ControlsPlace {
  readonly player: ControlledMedia;
  readonly box: HTMLElement;
  readonly video: HTMLVideoElement;
}

/** Controls that are on a player. */
export interface AttachedControls {
  /** Leads the focus to the play button. */
  focus(): void;
  /** Takes them away again: when the attribute is removed, or the player leaves the page. */
  detach(): void;
}

/** Puts controls on a player. Loaded after the first frame of a player with the `controls` attribute. */
export function attachControls({ box, player }: ControlsPlace): AttachedControls {
  const controls = new Controls(player, box);
  return { focus: () => controls.focus(), detach: () => controls.destroy() };
}
