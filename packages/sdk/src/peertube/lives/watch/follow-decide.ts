import { LiveError } from '../../../errors/live-error.js';
import { isPiyaError } from '../../../errors/piya-error.js';
import type { LiveReading } from './live-reader.js';
import { isFinal } from './live-state.js';
import type { LiveStatus } from './live-status.js';

const MAX_POLL_MS = 60_000;
/** The owner may delete a live or hide it while others follow it. */
const GONE = ['video/not-found', 'video/private'];

/** Where the following of a live is. */
export type FollowState =
  /** The instance is being asked. */
  | { name: 'reading'; status: LiveStatus | undefined; failures: number }
  /** Until the time comes, or a notification. */
  | { name: 'waiting'; status: LiveStatus; failures: number; untilMs: number }
  /** Nothing changes any more, or it cannot be followed any longer: `error` then. */
  | { name: 'over'; error?: unknown };

/** What happens to it. */
export type FollowEvent =
  | { type: 'read'; reading: LiveReading; atMs: number }
  | { type: 'failed'; error: unknown; atMs: number }
  /** The instance notified how many watch now. */
  | { type: 'viewers'; viewers: number }
  /** The wait is over, or something changed. */
  | { type: 'due' };

/** The next state, and what the caller of `watchLive()` gets on the way. */
export interface FollowDecision {
  state: FollowState;
  emit: LiveStatus[];
}

export const START: FollowState = { name: 'reading', status: undefined, failures: 0 };

/** What follows from an event; pure. An event that does not fit the state changes nothing. */
export function decide(state: FollowState, event: FollowEvent, { pollMs }: { pollMs: number }): FollowDecision {
  if (state.name === 'reading' && event.type === 'read') return afterReading(state.status, event, pollMs);
  if (state.name === 'reading' && event.type === 'failed')
    return { state: afterFailure(state, event, pollMs), emit: [] };
  if (state.name === 'waiting' && event.type === 'due') {
    const { status, failures } = state;
    return { state: { name: 'reading', status, failures }, emit: [] };
  }
  if (state.name === 'waiting' && event.type === 'viewers' && event.viewers !== state.status.viewers) {
    const status = { ...state.status, viewers: event.viewers };
    return { state: { ...state, status }, emit: [status] };
  }
  return { state, emit: [] };
}

function afterReading(
  before: LiveStatus | undefined,
  { reading: { states, ...facts }, atMs }: { reading: LiveReading; atMs: number },
  pollMs: number,
): FollowDecision {
  const emit: LiveStatus[] = [];
  let status = before;
  for (const state of states) {
    const next: LiveStatus = { ...facts, state };
    if (isChange(status, next)) emit.push(next);
    status = next;
    if (isFinal(state, next.saveReplay) && !next.permanentLive) return { state: { name: 'over' }, emit };
  }
  if (status === undefined) throw new Error('A reading has at least one state.');
  return { state: { name: 'waiting', status, failures: 0, untilMs: atMs + Math.min(MAX_POLL_MS, pollMs) }, emit };
}

function afterFailure(
  { status, failures }: { status: LiveStatus | undefined; failures: number },
  { error, atMs }: { error: unknown; atMs: number },
  pollMs: number,
): FollowState {
  if (status === undefined || !isPiyaError(error)) return { name: 'over', error };
  if (!error.retryable) return { name: 'over', error: GONE.includes(error.code) ? gone(error) : error };
  const waitMs = Math.min(MAX_POLL_MS, pollMs * 2 ** (failures + 1));
  return { name: 'waiting', status, failures: failures + 1, untilMs: atMs + waitMs };
}

function isChange(before: LiveStatus | undefined, after: LiveStatus): boolean {
  return (
    before === undefined ||
    before.state !== after.state ||
    before.viewers !== after.viewers ||
    before.replay?.uuid !== after.replay?.uuid ||
    before.problem?.detail !== after.problem?.detail
  );
}

function gone(cause: unknown): LiveError {
  return new LiveError('The live can no longer be seen: it was deleted or made private. Create a new one.', {
    code: 'live/not-found',
    cause,
  });
}
