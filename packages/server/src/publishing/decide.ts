import type { ErrorCode, Random, VideoState } from '@piyakast/sdk';
import { isPiyaError, PEERTUBE_AT_WORK_MS } from '@piyakast/sdk';
import type { PeerTubeIds, PublishStep } from '../db/schema.js';
import type { RemoteVideo } from '../peertube/gateway.js';
import { backoffSeconds } from './backoff.js';
import { judgeFailure } from './failure.js';

/**
 * Where a video is on its way to PeerTube.
 *
 * `send` (holds a slot) -> `confirm` (PeerTube has every byte and has not answered) -> `settle` (PeerTube has made the
 * video and transcodes it) -> published. Only `send` moves bytes.
 */
export interface Progress {
  state: VideoState;
  step: PublishStep;
  stepSinceMs: number;
  /** Failures in a row. */
  attempts: number;
  /** How often PeerTube had every byte and made no video of them. */
  wholeSends: number;
}

/** What one run of a step found out. */
export type Outcome =
  /** PeerTube has the file and made a video of it. */
  | { kind: 'made'; ids: PeerTubeIds }
  /** Every byte is there, and the answer is missing. */
  | { kind: 'unconfirmed' }
  /** PeerTube lacks bytes: it can take the rest. */
  | { kind: 'incomplete' }
  /** PeerTube had every byte, made no video, and has forgotten the upload. */
  | { kind: 'lost' }
  | { kind: 'transcoding' }
  | { kind: 'playable'; remote: RemoteVideo }
  | { kind: 'processing-failed' }
  | { kind: 'removed-there' }
  | { kind: 'failed'; error: unknown };

/** Why a video waits or is not taken. */
export interface VideoProblem {
  code: ErrorCode;
  detail: string;
}

/** What follows from an outcome. */
export type Next =
  /** Another step; `afterSeconds` 0 continues at once. */
  | { kind: 'step'; step: PublishStep; afterSeconds: number; ids?: PeerTubeIds; wholeSends?: number }
  /** The same step later. With a problem the video counts as waiting here. */
  | { kind: 'again'; afterSeconds: number; problem?: VideoProblem }
  /** Not again unless its owner changes it or asks for it; `anew` when what PeerTube had of it is of no use. */
  | { kind: 'refuse'; problem: VideoProblem; anew?: true }
  | { kind: 'publish'; remote: RemoteVideo };

/** After so many whole files that became no video, the file is the reason. */
export const MAX_WHOLE_SENDS = 3;
/** PeerTube takes seconds to probe a file; when it takes longer, the owner sees why the video waits. */
const QUIET_CONFIRM_MS = 60_000;
const FIRST_CONFIRM_SECONDS = 5;
const LONGEST_CONFIRM_SECONDS = 60;
/** How often PeerTube is asked whether it has transcoded a video: often at first, then less. */
const FIRST_POLL_SECONDS = 1;
const LONGEST_POLL_SECONDS = 20;

const NOT_MADE =
  'PeerTube received the whole file and made no video of it. Convert it, for example to MP4 with H.264 and AAC, and upload ' +
  'it again; or try again once its administrator has looked into the log.';

/** What to do next. Knows no clock, no database and no PeerTube. */
export function decide(progress: Progress, outcome: Outcome, nowMs: number, random?: Random): Next {
  const { step, attempts, wholeSends } = progress;
  const inStepMs = nowMs - progress.stepSinceMs;
  switch (outcome.kind) {
    case 'made':
      return { kind: 'step', step: 'settle', afterSeconds: 0, ids: outcome.ids };
    case 'unconfirmed':
      if (step !== 'confirm') return { kind: 'step', step: 'confirm', afterSeconds: FIRST_CONFIRM_SECONDS };
      return confirmAgain(inStepMs);
    case 'incomplete':
      return { kind: 'step', step: 'send', afterSeconds: 0 };
    case 'lost': {
      const sends = wholeSends + 1;
      if (sends >= MAX_WHOLE_SENDS) return { kind: 'refuse', problem: notMade(), anew: true };
      return { kind: 'step', step: 'send', afterSeconds: backoffSeconds(sends, random), wholeSends: sends };
    }
    case 'transcoding':
      return { kind: 'again', afterSeconds: pollSeconds(inStepMs) };
    case 'playable':
      return { kind: 'publish', remote: outcome.remote };
    case 'processing-failed':
      return { kind: 'refuse', problem: PROCESSING_FAILED };
    case 'removed-there':
      return { kind: 'refuse', problem: REMOVED_THERE, anew: true };
    case 'failed': {
      const { retryAfterSeconds, code, detail } = judgeFailure(outcome.error, attempts + 1, random);
      const problem = { code, detail };
      return retryAfterSeconds === null
        ? { kind: 'refuse', problem }
        : { kind: 'again', afterSeconds: retryAfterSeconds, problem };
    }
  }
}

/** PeerTube says for up to an hour that it is at work on a file that broke it; a crash of it looks the same at first. */
function confirmAgain(inStepMs: number): Next {
  if (inStepMs >= PEERTUBE_AT_WORK_MS) return { kind: 'refuse', problem: notMade(), anew: true };
  const afterSeconds = Math.min(LONGEST_CONFIRM_SECONDS, Math.max(FIRST_CONFIRM_SECONDS, inStepMs / 4000));
  if (inStepMs < QUIET_CONFIRM_MS) return { kind: 'again', afterSeconds };
  return { kind: 'again', afterSeconds, problem: AT_WORK };
}

/** A quarter of the time that it has taken: a short video is noticed soon, a long one costs few requests. */
function pollSeconds(inStepMs: number): number {
  return Math.min(LONGEST_POLL_SECONDS, Math.max(FIRST_POLL_SECONDS, inStepMs / 4000));
}

const notMade = (): VideoProblem => ({ code: 'video/processing-failed', detail: NOT_MADE });

const AT_WORK: VideoProblem = {
  code: 'upload/result-unknown',
  detail: 'PeerTube has the whole file and has not finished with it yet; it is asked again.',
};
const PROCESSING_FAILED: VideoProblem = {
  code: 'video/processing-failed',
  detail: 'PeerTube could not process the video; its administrator finds the reason in its job list.',
};
const REMOVED_THERE: VideoProblem = {
  code: 'video/not-found',
  detail: 'The video was removed at PeerTube before it could play there. Try again to send it once more.',
};

/** Whether an error says that PeerTube has every byte and has not answered yet. */
export const isUnconfirmed = (error: unknown): boolean => isPiyaError(error) && error.code === 'upload/result-unknown';
