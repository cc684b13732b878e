import type { UploadRecord, UploadStatus } from '../types.js';

/** How long things may take, and how they are spread; fixed for one upload. */
export interface TransferLimits {
  readonly totalBytes: number;
  readonly stallTimeoutMs: number;
  readonly processingTimeoutMs: number;
  /** Whether the protocol can look for a finished upload. */
  readonly canFind: boolean;
  /** Whether another tab or process may use the same key. */
  readonly isSharedKey: boolean;
}

/**
 * What the upload does next. Each step is one effect of `performStep`, and its outcome is one {@link TransferEvent}.
 *
 * `opening -> sending -> (processing) -> finishing -> done` when all goes well.
 */
export type TransferStep<Result> =
  /** Find out where the upload is: at the server, in the account, or nowhere, and then announce it. */
  | { readonly name: 'opening' }
  /** Ask the server, after an answer that contradicts what was sent. */
  | { readonly name: 'checking' }
  /** Send the bytes from `offset` on. */
  | { readonly name: 'sending'; readonly offset: number }
  /** The server works on the whole file: wait, then ask again. */
  | { readonly name: 'processing'; readonly looks: number }
  /**
   * Look for the finished video in the account; `refusal` is what the server answered, `undefined` when it lost the upload.
   * `isQuick` looks at videos of the same title alone: one that another tab makes now has not been renamed.
   */
  | {
      readonly name: 'looking';
      readonly looks: number;
      readonly left: number;
      readonly isQuick?: boolean;
      readonly refusal?: unknown;
    }
  /** Forget the server's part, with `isCancelled` delete it there, and begin anew. */
  | { readonly name: 'restarting'; readonly isCancelled: boolean; readonly hasLooked: boolean }
  /** Wait after a failure. */
  | { readonly name: 'waiting'; readonly delayMs: number; readonly next: TransferStep<Result> }
  /** Send what remains once every byte is there. */
  | { readonly name: 'finishing'; readonly result: Result }
  | { readonly name: 'done'; readonly result: Result }
  | { readonly name: 'failed'; readonly error: unknown };

/** All that an upload in progress remembers between two steps. */
export interface TransferState<Result> {
  readonly step: TransferStep<Result>;
  /** Size of the next chunk. */
  readonly chunkBytes: number;
  /** A chunk of this size or more was refused, by a proxy for example. */
  readonly refusedBytes: number;
  /** Bytes that the server confirmed, and the most that it ever confirmed. */
  readonly sentBytes: number;
  readonly highWater: number;
  readonly bytesPerSecond: number;
  /** When new bytes were confirmed last. */
  readonly lastProgressMs: number;
  /** Failures in a row since then, and answers among them that contradict each other about the offset. */
  readonly failures: number;
  readonly contradictions: number;
  /** How often the last chunk went out, from here or from an earlier process, since the upload was announced. */
  readonly lastSends: number;
  /** How often the server answered the last chunk with an internal error. */
  readonly finishFailures: number;
  /** Whether the server may only seem to be at work: after an internal error, or when it says so at once. */
  readonly mayBeStuck: boolean;
  readonly stuckRestarts: number;
}

/** What came of a step. */
export type TransferEvent<Result> =
  | { readonly kind: 'answered'; readonly status: UploadStatus<Result> }
  /** A chunk went out. */
  | {
      readonly kind: 'sent';
      readonly status: UploadStatus<Result>;
      readonly endBytes: number;
      readonly sizeBytes: number;
      readonly tookMs: number;
    }
  | { readonly kind: 'looked'; readonly found: UploadStatus<Result> | undefined }
  | { readonly kind: 'restarted' }
  | { readonly kind: 'waited' }
  | { readonly kind: 'finished' }
  /** The user paused: the step was cut short. */
  | { readonly kind: 'interrupted' }
  /** `chunk` when the step had sent one. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly chunk?: SentChunk | undefined };

/** The chunk of a request that failed. */
export interface SentChunk {
  readonly sizeBytes: number;
  readonly isLast: boolean;
}

/** What decisions depend on besides state and event. */
export interface TransferFacts {
  readonly nowMs: number;
  readonly random: () => number;
  readonly maxChunkBytes: number;
  readonly record: UploadRecord | undefined;
  readonly limits: TransferLimits;
}

export function firstTransferState<Result>(chunkBytes: number, nowMs: number): TransferState<Result> {
  return {
    step: { name: 'opening' },
    chunkBytes,
    refusedBytes: Number.POSITIVE_INFINITY,
    sentBytes: 0,
    highWater: 0,
    bytesPerSecond: 0,
    lastProgressMs: nowMs,
    failures: 0,
    contradictions: 0,
    lastSends: 0,
    finishFailures: 0,
    mayBeStuck: false,
    stuckRestarts: 0,
  };
}
