import type { UnconfirmedUpload } from './unconfirmed-uploads.js';

/** Sooner than this another look finds nothing new. */
const FIRST_LOOK_MS = 5_000;

/**
 * Where the copy of the video that counts is: `elsewhere`, whole and safe at another place; `underway`, another place has a
 * part of it; `here`, what this server made is the only one.
 */
export type OtherCopy = 'elsewhere' | 'underway' | 'here';

/** What was found out about an {@link UnconfirmedUpload} so far. */
export interface UnconfirmedFacts {
  /** Where the copy that counts is. */
  copy: OtherCopy;
  /**
   * What came of the attempt to delete: `withdrawn`, `absent` when there was no video, `away` when the server did not
   * answer, `refused` when it answered with an error. `undefined` before the attempt.
   */
  attempt?: 'withdrawn' | 'absent' | 'away' | 'refused' | undefined;
  /** Whether the server can no longer be at work on the file. */
  isOverdue: boolean;
}

/** What to do with an {@link UnconfirmedUpload}: delete what the server made, look again later, or forget it. */
export type UnconfirmedStep = 'withdraw' | 'wait' | 'forget';

/**
 * The next step for an upload that may have become a second video. Pure.
 *
 * Nothing is deleted before another place has the whole file. An absent video proves nothing until the server can no
 * longer be at work on it, and a server that is away may have made one all that time.
 */
export function nextUnconfirmedStep({ copy, attempt, isOverdue }: UnconfirmedFacts): UnconfirmedStep {
  if (copy === 'underway') return 'wait';
  if (copy === 'elsewhere' && attempt === undefined) return 'withdraw';
  if (attempt === 'withdrawn') return 'forget';
  if (attempt === 'away') return 'wait';
  return isOverdue ? 'forget' : 'wait';
}

/**
 * What {@link settleUnconfirmed} works with.
 *
 * @example
 * ```ts
 * import { createPeerTube, createUploads, isUnavailable, type UnconfirmedEffects } from '@piyakast/sdk';
 *
 * const uploads = createUploads(createPeerTube({ url: 'https://video.example' }));
 * // The user deleted the video, so whatever PeerTube has made of it must go.
 * export const deleted: UnconfirmedEffects = {
 *   nowMs: () => Date.now(),
 *   findCopy: () => 'elsewhere',
 *   withdraw: (upload) => uploads.withdraw(upload.key, upload),
 *   isAway: isUnavailable,
 *   forget: ({ key }) => console.log(key, 'is settled'),
 * };
 * ```
 */
export interface UnconfirmedEffects {
  /** The time, in milliseconds since the UNIX epoch. */
  nowMs(): number;
  /** Where the copy that counts is. */
  findCopy(upload: UnconfirmedUpload): OtherCopy | Promise<OtherCopy>;
  /** Deletes the video that the upload made; resolves with whether there was one. */
  withdraw(upload: UnconfirmedUpload): Promise<boolean>;
  /** Whether an error of `findCopy` or `withdraw` only means that a server does not answer now. */
  isAway(error: unknown): boolean;
  /** Removes it from the store of unconfirmed uploads. */
  forget(upload: UnconfirmedUpload): unknown;
}

/** How it stands with an {@link UnconfirmedUpload} after a look. */
export interface UnconfirmedOutcome {
  /** `withdrawn`: a second video was deleted. `forgotten`: there is none. `waiting`: look again. */
  state: 'withdrawn' | 'forgotten' | 'waiting';
  /** What `findCopy` or `withdraw` threw, if anything. */
  error?: unknown;
  /** For `waiting`: when another look is of use, in milliseconds. Grows with the age of the upload. */
  retryAfterMs: number;
}

/**
 * Takes one look at an upload that may have become a second video, and deletes that video when another place has the file.
 * The one algorithm for it: `PeerTubePool`, `HybridUploader` and the publisher of the PIYAKast server each bring their own
 * {@link UnconfirmedEffects} and their own schedule.
 *
 * Every look is safe to repeat, also after a crash at any point: the upload is forgotten last.
 *
 * @param options - `signal` ends the look.
 * @throws The reason of the signal, and what `forget` throws. A server's {@link HttpError} or {@link NetworkError} is in the
 * outcome.
 * @example
 * ```ts
 * import { settleUnconfirmed, type UnconfirmedEffects, type UnconfirmedUpload } from '@piyakast/sdk';
 *
 * export async function untilSettled(upload: UnconfirmedUpload, effects: UnconfirmedEffects) {
 *   for (;;) {
 *     const { state, error, retryAfterMs } = await settleUnconfirmed(upload, effects);
 *     if (state !== 'waiting') return state;
 *     console.warn('not settled yet', error);
 *     await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
 *   }
 * }
 * ```
 */
export async function settleUnconfirmed(
  upload: UnconfirmedUpload,
  effects: UnconfirmedEffects,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<UnconfirmedOutcome> {
  const startedMs = effects.nowMs();
  const facts: UnconfirmedFacts = { copy: 'underway', isOverdue: startedMs > upload.untilMs };
  let error: unknown;
  try {
    facts.copy = await effects.findCopy(upload);
    if (nextUnconfirmedStep(facts) === 'withdraw') {
      facts.attempt = (await effects.withdraw(upload)) ? 'withdrawn' : 'absent';
    }
  } catch (reason) {
    signal?.throwIfAborted();
    error = reason;
    facts.attempt = effects.isAway(reason) ? 'away' : 'refused';
  }
  const begunMs = upload.finishingSinceMs ?? upload.sinceMs;
  const retryAfterMs = Math.max(FIRST_LOOK_MS, startedMs - (begunMs || startedMs));
  if (nextUnconfirmedStep(facts) !== 'forget') return { state: 'waiting', error, retryAfterMs };
  await effects.forget(upload);
  return { state: facts.attempt === 'withdrawn' ? 'withdrawn' : 'forgotten', error, retryAfterMs };
}
