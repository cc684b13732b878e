import type { ControlledMedia } from '../controlled-media.js';
import { type Action, actionOf } from './keys.js';

/** Reports the keys that are pressed while the focus is in the player. Ends with the signal. */
export function followKeys(media: ControlledMedia, act: (action: Action) => boolean, signal: AbortSignal): void {
  media.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || belongsElsewhere(event)) return;
      const action = actionOf(event);
      // Holding a key down repeats a seek, not a switch.
      if (action === undefined || (event.repeat && action.do.startsWith('toggle'))) return;
      if (act(action)) event.preventDefault();
    },
    { signal },
  );
}

/** Fields take every key, and a button is pressed by the space bar. */
function belongsElsewhere(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select, input:not([type="range"])')) return true;
  return event.key === ' ' && target.matches('button, a[href], summary');
}
