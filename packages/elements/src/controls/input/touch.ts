import { partAtPointer } from '../timeline.js';
import { decideTouch, type Gesture, initialTouch, LONG_PRESS_MS, type TouchEventFact } from './gestures.js';

/** Reports what fingers do on a surface. Ends with the signal. */
export function followTouch(surface: HTMLElement, report: (gesture: Gesture) => void, signal: AbortSignal): void {
  let state = initialTouch;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const take = (event: TouchEventFact) => {
    if (event.type !== 'held') clearTimeout(timer);
    const decision = decideTouch(state, event);
    state = decision.state;
    if (decision.gesture !== undefined) report(decision.gesture);
  };
  const on = (name: 'pointerdown' | 'pointerup' | 'pointercancel', follow: (event: PointerEvent) => void) =>
    surface.addEventListener(
      name,
      (event) => {
        if (event.pointerType === 'touch' && event.isPrimary) follow(event);
      },
      { signal },
    );
  const fact = (type: 'down' | 'up', { clientX, timeStamp }: PointerEvent): TouchEventFact => ({
    type,
    atMs: timeStamp,
    part: partAtPointer(surface.getBoundingClientRect(), clientX),
  });
  on('pointerdown', (event) => {
    take(fact('down', event));
    timer = setTimeout(() => take({ type: 'held' }), LONG_PRESS_MS);
  });
  on('pointerup', (event) => take(fact('up', event)));
  on('pointercancel', () => take({ type: 'cancel' }));
  // A long press must not open the system's menu over the picture.
  surface.addEventListener(
    'contextmenu',
    (event) => {
      if (state.phase !== 'idle') event.preventDefault();
    },
    { signal },
  );
  signal.addEventListener('abort', () => take({ type: 'cancel' }));
}
