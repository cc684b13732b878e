import type { PiyaError } from '@piyakast/sdk/errors';
import type { EngineSource } from './engines/engine.js';
import { PlayerError } from './engines/engine-error.js';
import { type Playable, type Resolution, sourceKey } from './resolution.js';

/** Playing this long forgives earlier failures. Seconds. */
const HEALTHY_SECONDS = 5;
/** A list of sources that changes with every answer must not become a busy loop. */
const MAX_FAILURES_PER_ROUND = 8;

/** What a session remembers between two steps. */
export interface SessionState {
  readonly resolution: Resolution | undefined;
  /** Keys of the sources that failed in this round. */
  readonly failed: ReadonlySet<string>;
  readonly lastError: PiyaError | undefined;
  /** Rounds without a source that works; sets the length of the next wait. */
  readonly rounds: number;
  /** The last failure was put down to an expired token, so the next one is the source's. */
  readonly hasRenewed: boolean;
}

export const initialSession: SessionState = {
  resolution: undefined,
  failed: new Set(),
  lastError: undefined,
  rounds: 0,
  hasRenewed: false,
};

/** What happened since the last step. */
export type SessionEvent =
  | { readonly type: 'resolved'; readonly resolution: Resolution }
  | { readonly type: 'resolve-failed'; readonly error: PiyaError }
  /** `play()` was called. */
  | { readonly type: 'play-requested' }
  | {
      readonly type: 'source-failed';
      readonly source: EngineSource;
      readonly error: PiyaError;
      /** How far it got, in seconds. */
      readonly playedSeconds: number;
    }
  | { readonly type: 'live-over' }
  /** A wait is over or was ended early. */
  | { readonly type: 'waited' };

/** What to do next. Each one ends with a {@link SessionEvent}, except `fail`. */
export type SessionCommand =
  /** `known` answers when the question takes too long. */
  | { readonly type: 'resolve'; readonly afterFailure: boolean; readonly known?: Resolution | undefined }
  | { readonly type: 'wait-off-air'; readonly live: 'waiting' | 'ended' }
  | { readonly type: 'wait-for-play' }
  | { readonly type: 'play'; readonly playable: Playable; readonly isLive: boolean; readonly hasAlternative: boolean }
  | { readonly type: 'wait-live-over' }
  | { readonly type: 'wait-to-retry'; readonly rounds: number; readonly error: PiyaError }
  | { readonly type: 'fail'; readonly error: PiyaError };

export interface SessionStep {
  readonly state: SessionState;
  readonly command: SessionCommand;
}

/** The rules of failing over: which source to play after what happened. `mayOpen` says whether to open it before play. */
export function decide(
  state: SessionState,
  event: SessionEvent,
  mayOpen: (source: EngineSource) => boolean,
): SessionStep {
  switch (event.type) {
    case 'resolved':
      return choose({ ...state, resolution: event.resolution }, mayOpen);
    case 'play-requested':
      return choose(state, () => true);
    case 'resolve-failed':
      return backOff(state, event.error);
    case 'source-failed':
      return resolve(afterFailure(state, event));
    case 'live-over':
      return { state: { ...state, failed: new Set() }, command: { type: 'wait-live-over' } };
    case 'waited':
      return resolve(state);
  }
}

function choose(state: SessionState, mayOpen: (source: EngineSource) => boolean): SessionStep {
  const { resolution, failed, lastError } = state;
  if (resolution?.live === 'waiting' || resolution?.live === 'ended') {
    return { state, command: { type: 'wait-off-air', live: resolution.live } };
  }
  const open = (resolution?.playables ?? []).filter(({ source }) => !failed.has(sourceKey(source)));
  const [playable] = failed.size < MAX_FAILURES_PER_ROUND ? open : [];
  if (playable === undefined) {
    const nothing = () => new PlayerError('player/no-source', 'There is nothing here that can be played.');
    return backOff(state, lastError === undefined ? nothing() : exhausted(lastError, resolution?.isFixed === true));
  }
  if (!mayOpen(playable.source)) return { state, command: { type: 'wait-for-play' } };
  const hasAlternative = open.length > 1 || resolution?.isPartial === true;
  const isLive = resolution?.live === 'on-air';
  return { state, command: { type: 'play', playable, isLive, hasAlternative } };
}

function afterFailure(state: SessionState, event: Extract<SessionEvent, { type: 'source-failed' }>): SessionState {
  const { source, error, playedSeconds } = event;
  const isHealthy = playedSeconds > HEALTHY_SECONDS;
  const failed = new Set(isHealthy ? [] : state.failed);
  // A token may have expired or been forgotten, so a source that needs one gets a second chance with a new one.
  const isRenewal = source.kind !== 'embed' && source.access !== undefined && (isHealthy || !state.hasRenewed);
  if (!isRenewal) failed.add(sourceKey(source));
  return { ...state, failed, lastError: error, rounds: isHealthy ? 0 : state.rounds, hasRenewed: isRenewal };
}

function resolve(state: SessionState): SessionStep {
  const { failed, resolution, rounds, hasRenewed } = state;
  const hasFailed = failed.size > 0 || hasRenewed;
  const isOpen = resolution?.playables.some(({ source }) => !failed.has(sourceKey(source)));
  const known = failed.size > 0 && isOpen ? resolution : undefined;
  return { state, command: { type: 'resolve', afterFailure: rounds > 0 || hasFailed, known } };
}

/** A file that is gone may come back under another address, unless the page gave the address itself. */
function exhausted(error: PiyaError, isFixed: boolean): PiyaError {
  if (isFixed || error.code !== 'player/no-source') return error;
  return new PlayerError('player/network', error.message, error);
}

function backOff(state: SessionState, error: PiyaError): SessionStep {
  if (!error.retryable) return { state, command: { type: 'fail', error } };
  const { rounds } = state;
  return {
    state: { ...state, failed: new Set(), lastError: undefined, rounds: rounds + 1, hasRenewed: false },
    command: { type: 'wait-to-retry', rounds, error },
  };
}
