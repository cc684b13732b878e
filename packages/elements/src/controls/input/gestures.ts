/** What a finger did on the picture. Times in milliseconds, `part` from the left edge (0) to the right edge (1). */
export type TouchEventFact =
  | { readonly type: 'down'; readonly atMs: number; readonly part: number }
  | { readonly type: 'up'; readonly atMs: number; readonly part: number }
  /** The finger became a scroll, or left. */
  | { readonly type: 'cancel' }
  /** {@link LONG_PRESS_MS} have passed since `down`. */
  | { readonly type: 'held' };

export interface TouchState {
  readonly phase: 'idle' | 'down' | 'held';
  /** The tap before, when it may become a double tap. */
  readonly tap: { readonly atMs: number; readonly side: Side } | undefined;
}

export type Side = 'left' | 'middle' | 'right';

/** What it means. */
export type Gesture = 'tap' | 'seek-back' | 'seek-forward' | 'hold-start' | 'hold-end';

export const LONG_PRESS_MS = 500;
const DOUBLE_TAP_MS = 300;

export const initialTouch: TouchState = { phase: 'idle', tap: undefined };

/**
 * One tap shows or hides the controls; a second one on the same side seeks, and each further one seeks again; a long press
 * speeds up until the finger leaves.
 */
export function decideTouch(state: TouchState, event: TouchEventFact): { state: TouchState; gesture?: Gesture } {
  switch (event.type) {
    case 'down':
      return { state: { ...state, phase: 'down' } };
    case 'held':
      if (state.phase !== 'down') return { state };
      return { state: { phase: 'held', tap: undefined }, gesture: 'hold-start' };
    case 'cancel':
      return { state: initialTouch, ...(state.phase === 'held' ? { gesture: 'hold-end' as const } : {}) };
    case 'up': {
      if (state.phase === 'held') return { state: initialTouch, gesture: 'hold-end' };
      if (state.phase !== 'down') return { state };
      const side = sideOf(event.part);
      const tap = { atMs: event.atMs, side };
      const { tap: before } = state;
      const isDouble = before !== undefined && before.side === side && event.atMs - before.atMs <= DOUBLE_TAP_MS;
      const next: TouchState = { phase: 'idle', tap };
      if (!isDouble || side === 'middle') return { state: next, gesture: 'tap' };
      return { state: next, gesture: side === 'left' ? 'seek-back' : 'seek-forward' };
    }
  }
}

const sideOf = (part: number): Side => (part < 0.35 ? 'left' : part > 0.65 ? 'right' : 'middle');
