/** What the controls get: the player that they drive, and the box on the stage that is theirs. */
export interface ControlsPlace {
  readonly player: HTMLElement;
  readonly box: HTMLElement;
  readonly video: HTMLVideoElement;
}

/**
 * Puts controls on a player. Loaded after the first frame of a player with the `controls` attribute.
 *
 * @returns Takes them away again: when the attribute is removed, or the player leaves the page.
 */
export function attachControls({ video }: ControlsPlace): () => void {
  video.controls = true;
  return () => {
    video.controls = false;
  };
}
