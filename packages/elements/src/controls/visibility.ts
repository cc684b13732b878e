/** Why the controls show. They hide only while it plays and nothing keeps them. */
export interface VisibilityFacts {
  readonly isPaused: boolean;
  /** A menu is open, a slider is dragged, a pointer rests on a control, or the keyboard's focus is on one. */
  readonly isHeld: boolean;
}

export type VisibilityState = 'shown' | 'hidden';

export type VisibilityEvent =
  /** A pointer moved, a key was pressed, or the focus came. */
  | 'activity'
  /** The pointer left the player. */
  | 'leave'
  /** A tap on the picture, by touch. */
  | 'tap'
  /** Nothing happened for a while. */
  | 'idle'
  /** `isPaused` or `isHeld` changed. */
  | 'change';

export interface VisibilityDecision {
  readonly state: VisibilityState;
  /** Milliseconds until `idle` is due; undefined when the controls stay as they are. */
  readonly idleAfterMs: number | undefined;
}

const IDLE_MS = 3000;
/** After the pointer has left, a glance is enough. */
const LEAVE_MS = 800;

/** What the controls do next. */
export function decideVisibility(
  state: VisibilityState,
  event: VisibilityEvent,
  { isHeld, isPaused }: VisibilityFacts,
): VisibilityDecision {
  if (isPaused || isHeld) return { state: 'shown', idleAfterMs: undefined };
  switch (event) {
    case 'activity':
      return { state: 'shown', idleAfterMs: IDLE_MS };
    case 'tap':
      return state === 'shown' ? { state: 'hidden', idleAfterMs: undefined } : { state: 'shown', idleAfterMs: IDLE_MS };
    case 'leave':
      return { state, idleAfterMs: state === 'shown' ? LEAVE_MS : undefined };
    case 'idle':
      return { state: 'hidden', idleAfterMs: undefined };
    case 'change':
      return { state, idleAfterMs: state === 'shown' ? IDLE_MS : undefined };
  }
}
