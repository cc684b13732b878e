import { type ErrorCode, FINAL_UPLOAD_CODES, HttpError, isPiyaError, type Random } from '@piyakast/sdk';
import { backoffSeconds } from './backoff.js';

/** What to do about a failed attempt. */
export interface Failure {
  code: ErrorCode;
  detail: string;
  /** Seconds until the next attempt; null: a person has to change something first. */
  retryAfterSeconds: number | null;
  /** Worth asking whether PeerTube is up at all. A 500 is about one file or one request. */
  mayBeDown: boolean;
}

/** Also a 500 that PeerTube answers to one file: the SDK has found out that the file is the reason. */
const FINAL = new Set<string>(FINAL_UPLOAD_CODES);
const AN_HOUR = 3600;
const FIVE_MINUTES = 300;

/**
 * Whether, and when, to try again. What PeerTube refuses for what it is, is not sent again; an operator can repair an
 * account or a quota without touching the video, so those come back slowly.
 */
export function judgeFailure(error: unknown, attempts: number, random?: Random): Failure {
  const backoff = backoffSeconds(attempts, random);
  if (!isPiyaError(error)) {
    // Messages of the system hold paths of this machine; they are for the log.
    const detail = 'The server failed; its log says why.';
    return { code: 'http/server-error', detail, retryAfterSeconds: backoff, mayBeDown: false };
  }
  const asked = (rootHttpError(error)?.retryAfterMs ?? 0) / 1000;
  const status = rootHttpError(error)?.status ?? 0;
  const mayBeDown = error.code.startsWith('network/') || status > 500;
  const base = { code: error.code, detail: error.message, mayBeDown };
  if (FINAL.has(error.code)) return { ...base, mayBeDown: false, retryAfterSeconds: null };
  if (error.code === 'upload/quota-exceeded') return { ...base, retryAfterSeconds: AN_HOUR };
  if (error.code.startsWith('auth/')) return { ...base, retryAfterSeconds: Math.max(FIVE_MINUTES, asked) };
  if (!error.retryable && !mayBeDown && status !== 500) return { ...base, retryAfterSeconds: null };
  return { ...base, retryAfterSeconds: Math.max(backoff, Math.min(asked, FIVE_MINUTES)) };
}

function rootHttpError(error: unknown): HttpError | undefined {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (cause instanceof HttpError) return cause;
  }
  return undefined;
}
