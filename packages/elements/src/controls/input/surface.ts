import type { Gesture } from './gestures.js';
import type { Action } from './keys.js';
import { followTouch } from './touch.js';

/** What happens on the picture. */
export interface SurfaceReports {
  act(action: Action): void;
  gesture(gesture: Gesture): void;
}

/**
 * Reports clicks and touches on the picture: a mouse plays, pauses and, twice, fills the screen; what fingers do is in
 * `decideTouch()`. Ends with the signal.
 */
export function followSurface(surface: HTMLElement, { act, gesture }: SurfaceReports, signal: AbortSignal): void {
  let isTouch = false;
  surface.addEventListener('pointerdown', ({ pointerType }) => (isTouch = pointerType === 'touch'), { signal });
  const onMouse = (name: 'click' | 'dblclick', action: Action) =>
    surface.addEventListener(
      name,
      () => {
        if (!isTouch) act(action);
      },
      { signal },
    );
  onMouse('click', { do: 'toggle-play' });
  onMouse('dblclick', { do: 'toggle-fullscreen' });
  followTouch(surface, gesture, signal);
}
