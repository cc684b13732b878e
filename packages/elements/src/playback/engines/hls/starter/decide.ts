/**
 * A start has these phases:
 *
 * - `reading`: playlists and the init segment are fetched; the `<video>` is untouched.
 * - `filling`: the starter's media are in the `<video>`, and a segment arrives.
 * - `waiting`: a segment is whole, and the engine is on its way.
 * - `handing-over`: the engine takes the running media over.
 * - `engine`: the engine has them; the starter is done.
 * - `plain`: the engine plays from the beginning, without the starter's media.
 */
export type StartPhase = 'reading' | 'filling' | 'waiting' | 'handing-over' | 'engine' | 'plain';

export interface StartState {
  readonly phase: StartPhase;
  /** `none` until it is asked for. */
  readonly engine: 'none' | 'loading' | 'here' | 'missing';
}

export const initialStart: StartState = { phase: 'reading', engine: 'none' };

export type StartEvent =
  /** The stream is one that the starter plays, and its media are in the `<video>`. */
  | 'opened'
  /** It is none, or something went wrong before or after that. */
  | 'failed'
  | 'segment-whole'
  /** Less than a few seconds are left to play. */
  | 'runs-low'
  /** The viewer went to where nothing is buffered. */
  | 'sought'
  | 'engine-here'
  | 'engine-missing'
  | 'handed-over'
  | 'refused';

export type StartCommand =
  | 'load-engine'
  /** Fetch the next segment. */
  | 'fill'
  /** Drop what arrives and fetch from the new position. */
  | 'aim'
  | 'hand-over'
  /** Let the engine play from the beginning. */
  | 'play-plain'
  /** Stop fetching; the engine is all that is left. */
  | 'stop'
  /** There is no engine, and nothing plays without one. */
  | 'give-up';

export interface StartStep {
  readonly state: StartState;
  readonly commands: readonly StartCommand[];
}

/** What a start does after an event. Events that do not belong to a phase change nothing. */
export function decide(state: StartState, event: StartEvent): StartStep {
  const { engine } = state;
  const enter = (phase: StartPhase, ...commands: StartCommand[]): StartStep => ({
    state: { ...state, phase, engine: commands.includes('load-engine') ? 'loading' : engine },
    commands,
  });
  const same: StartStep = { state, commands: [] };
  if (event === 'engine-here' || event === 'engine-missing') return onEngine(state, event);
  switch (state.phase) {
    case 'reading':
      if (event === 'opened') return enter('filling');
      return event === 'failed' ? plain(state) : same;
    case 'filling':
      if (event === 'failed') return plain(state);
      if (event === 'sought') return enter('filling', 'aim');
      if (event !== 'segment-whole') return same;
      if (engine === 'here') return enter('handing-over', 'hand-over');
      return engine === 'none' ? enter('waiting', 'load-engine') : enter('waiting');
    case 'waiting':
      if (event === 'failed') return plain(state);
      if (event === 'sought') return enter('filling', 'aim');
      return event === 'runs-low' ? enter('filling', 'fill') : same;
    case 'handing-over':
      if (event === 'handed-over') return enter('engine');
      return event === 'refused' || event === 'failed' ? plain(state) : same;
    default:
      return same;
  }
}

function onEngine(state: StartState, event: 'engine-here' | 'engine-missing'): StartStep {
  const engine = event === 'engine-here' ? 'here' : 'missing';
  const next = { ...state, engine } as const;
  if (state.phase === 'plain') return { state: next, commands: [engine === 'here' ? 'play-plain' : 'give-up'] };
  if (state.phase !== 'waiting' || engine === 'missing') return { state: next, commands: [] };
  return { state: { ...next, phase: 'handing-over' }, commands: ['hand-over'] };
}

function plain(state: StartState): StartStep {
  const next = { ...state, phase: 'plain' } as const;
  switch (state.engine) {
    case 'none':
      return { state: { ...next, engine: 'loading' }, commands: ['stop', 'load-engine'] };
    case 'loading':
      return { state: next, commands: ['stop'] };
    case 'here':
      return { state: next, commands: ['stop', 'play-plain'] };
    case 'missing':
      return { state: next, commands: ['stop', 'give-up'] };
  }
}
