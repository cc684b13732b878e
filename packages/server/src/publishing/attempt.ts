import { NetworkError } from '@piyakast/sdk';
import type { Logger } from '../log.js';
import type { Health } from '../peertube/health.js';
import { CLAIM_SECONDS, type Claim } from '../videos/claims.js';
import { inSeconds } from '../videos/rows.js';
import { ClaimLostError } from './upload-records.js';

const PROGRESS_MS = 500;
/** After so long without a new byte it is asked whether PeerTube is there at all. */
const SILENCE_MS = 3000;

export const offline = { code: 'network/unreachable', retryable: true } as const;

/** Watches over one attempt that PeerTube may leave hanging. */
export interface OutageWatch {
  /** Aborts as soon as PeerTube is seen down. */
  readonly signal: AbortSignal;
  /** PeerTube just did something. */
  heard(): void;
  /** The task, or the outage if that comes first; what the task says later is dropped. */
  race<Value>(task: Promise<Value>): Promise<Value>;
  stop(): void;
}

/** Ends an attempt as soon as PeerTube is seen down, long before its own time-outs: the video is to play from here at once. */
export function watchOutage(health: Health): OutageWatch {
  const outage = new AbortController();
  const stopListening = health.onChange(({ state }) => {
    if (state === 'down') outage.abort(new NetworkError('PeerTube stopped answering.', offline));
  });
  let heardAt = Date.now();
  const timer = setInterval(() => {
    if (Date.now() - heardAt >= SILENCE_MS) void health.check();
  }, SILENCE_MS / 3);
  return {
    signal: outage.signal,
    heard() {
      heardAt = Date.now();
    },
    race(task) {
      const { signal } = outage;
      const cut = new Promise<never>((_resolve, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      return Promise.race([task, cut]);
    },
    stop() {
      clearInterval(timer);
      stopListening();
    },
  };
}

/** Says that this attempt lives; aborts when the hold is lost. */
export function keepAlive(claim: Claim, log: Logger): { signal: AbortSignal; stop: () => void } {
  const lost = new AbortController();
  const timer = setInterval(
    () => {
      claim.note({ claimedUntil: inSeconds(CLAIM_SECONDS) }).then(
        (held) => {
          if (!held) lost.abort(new ClaimLostError());
        },
        (error: unknown) => log.warn({ err: error }, 'the hold on a video could not be renewed'),
      );
    },
    (CLAIM_SECONDS * 1000) / 6,
  );
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}

/** Saves how far it is, at most once in {@link PROGRESS_MS}: every change of a row is an event for every page. */
export function latestProgress(save: (sentBytes: number) => Promise<unknown>, log: Logger) {
  let savedAt = 0;
  let saved = 0;
  let pending: Promise<unknown> = Promise.resolve();
  return {
    report(sentBytes: number): void {
      if (sentBytes === saved || Date.now() - savedAt < PROGRESS_MS) return;
      savedAt = Date.now();
      saved = sentBytes;
      pending = pending
        .then(() => save(sentBytes))
        .catch((error: unknown) => log.warn({ err: error }, 'the progress of an upload was not saved'));
    },
    settled: () => pending,
  };
}
