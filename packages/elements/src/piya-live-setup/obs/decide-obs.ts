import type { ObsProblem } from './obs-error.js';
import type { ObsStreamStatus } from './obs-protocol.js';

/** How the stream leaves OBS. */
export interface ObsHealth {
  /** On air, in seconds. */
  seconds: number;
  /** Of the last seconds; `undefined` until two measurements are there. */
  kilobitsPerSecond: number | undefined;
  /** Frames that OBS did not send because the connection was too slow. */
  droppedFrames: number;
  totalFrames: number;
  /** Since this page started it or saw it. */
  reconnects: number;
  isReconnecting: boolean;
}

/**
 * Where OBS is.
 *
 * `occupied`: it streams already, with settings that this page did not make; `ready`: it has the address and the key.
 */
export type ObsState =
  | { readonly name: 'off'; readonly problem?: ObsProblem }
  | { readonly name: 'connecting' | 'occupied' | 'setting-up' | 'starting' | 'stopping' }
  | { readonly name: 'ready'; readonly problem?: ObsProblem }
  | { readonly name: 'streaming'; readonly health: ObsHealth; readonly last: ObsStreamStatus | undefined };

/** What happened. */
export type ObsEvent =
  | { readonly type: 'set-up' | 'start' | 'stop' | 'disconnect' }
  | { readonly type: 'connected'; readonly isStreaming: boolean }
  | { readonly type: 'service-set' }
  /** The key was renewed. */
  | { readonly type: 'credentials-changed' }
  | { readonly type: 'stream-started' | 'stream-stopped' | 'stream-reconnecting' | 'stream-reconnected' }
  | { readonly type: 'measured'; readonly status: ObsStreamStatus }
  | { readonly type: 'failed'; readonly problem: ObsProblem };

/** What to do next. */
export type ObsEffect = 'connect' | 'set-service' | 'start' | 'stop' | 'watch' | 'close';

/** The outcome of {@link decideObs}. */
export interface ObsStep {
  readonly state: ObsState;
  readonly effects: readonly ObsEffect[];
}

const NO_HEALTH: ObsHealth = {
  seconds: 0,
  kilobitsPerSecond: undefined,
  droppedFrames: 0,
  totalFrames: 0,
  reconnects: 0,
  isReconnecting: false,
};

/** The rules of working with OBS: what follows from what happened. An event that does not fit changes nothing. */
export function decideObs(state: ObsState, event: ObsEvent): ObsStep {
  switch (event.type) {
    case 'set-up':
      return state.name === 'off' ? to({ name: 'connecting' }, 'connect') : stay(state);
    case 'connected':
      if (state.name !== 'connecting') return stay(state);
      return event.isStreaming ? to({ name: 'occupied' }) : to({ name: 'setting-up' }, 'set-service');
    case 'service-set':
      return state.name === 'setting-up' ? to({ name: 'ready' }) : stay(state);
    case 'credentials-changed':
      return state.name === 'ready' ? to({ name: 'setting-up' }, 'set-service') : stay(state);
    case 'start':
      return state.name === 'ready' ? to({ name: 'starting' }, 'start') : stay(state);
    case 'stop':
      return state.name === 'streaming' || state.name === 'occupied' ? to({ name: 'stopping' }, 'stop') : stay(state);
    case 'disconnect':
      return to({ name: 'off' }, 'close');
    case 'failed':
      return failed(state, event.problem);
    default:
      return onStream(state, event);
  }
}

type StreamEvent = Extract<ObsEvent, { type: `stream-${string}` | 'measured' }>;

function onStream(state: ObsState, event: StreamEvent): ObsStep {
  switch (event.type) {
    case 'stream-started':
      // Also when its user pressed the button in OBS.
      return state.name === 'ready' || state.name === 'starting'
        ? to({ name: 'streaming', health: NO_HEALTH, last: undefined }, 'watch')
        : stay(state);
    case 'stream-stopped':
      return stopped(state);
    case 'stream-reconnecting':
      if (state.name !== 'streaming') return stay(state);
      return to(withHealth(state, { isReconnecting: true, reconnects: state.health.reconnects + 1 }));
    case 'stream-reconnected':
      return state.name === 'streaming' ? to(withHealth(state, { isReconnecting: false })) : stay(state);
    case 'measured':
      return state.name === 'streaming' ? to(measured(state, event.status)) : stay(state);
  }
}

function stopped(state: ObsState): ObsStep {
  if (state.name === 'starting') return to({ name: 'ready', problem: 'stream-failed' });
  if (state.name === 'streaming') return to({ name: 'ready' });
  // What streamed before may have had other settings.
  return state.name === 'stopping' || state.name === 'occupied'
    ? to({ name: 'setting-up' }, 'set-service')
    : stay(state);
}

function failed(state: ObsState, problem: ObsProblem): ObsStep {
  const isConnected = state.name !== 'off' && state.name !== 'connecting';
  if (problem !== 'refused' || !isConnected) return to({ name: 'off', problem }, 'close');
  if (state.name === 'starting') return to({ name: 'ready', problem });
  // There is nothing to stop any more.
  if (state.name === 'stopping') return to({ name: 'setting-up' }, 'set-service');
  return state.name === 'setting-up' ? to({ name: 'off', problem }, 'close') : stay(state);
}

type Streaming = Extract<ObsState, { name: 'streaming' }>;

const withHealth = (state: Streaming, change: Partial<ObsHealth>): Streaming => ({
  ...state,
  health: { ...state.health, ...change },
});

function measured(state: Streaming, now: ObsStreamStatus): Streaming {
  const { last } = state;
  const passedMs = last ? now.outputDuration - last.outputDuration : 0;
  // A stream that reconnected counts from zero.
  const sentBytes = last ? now.outputBytes - last.outputBytes : -1;
  const kilobitsPerSecond = passedMs > 0 && sentBytes >= 0 ? Math.round((sentBytes * 8) / passedMs) : undefined;
  return {
    ...withHealth(state, {
      seconds: Math.floor(now.outputDuration / 1000),
      kilobitsPerSecond: kilobitsPerSecond ?? state.health.kilobitsPerSecond,
      droppedFrames: now.outputSkippedFrames,
      totalFrames: now.outputTotalFrames,
      isReconnecting: now.outputReconnecting,
    }),
    last: now,
  };
}

const stay = (state: ObsState): ObsStep => ({ state, effects: [] });
const to = (state: ObsState, ...effects: ObsEffect[]): ObsStep => ({ state, effects });
