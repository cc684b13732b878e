/**
 * Words used in this folder.
 *
 * - *source*: the bytes to send, readable in slices, as often as needed.
 * - *protocol*: how one server takes them (PeerTube's resumable upload, tus).
 * - *record*: what must be kept to resume after a crash; saved before the first byte is sent.
 * - *key*: names one upload for ever; the same key never makes a second video.
 */
import type { Clock } from '../runtime/clock.js';
import type { Random } from '../runtime/random.js';

/**
 * Bytes that can be read in slices, more than once, without holding the whole in memory.
 *
 * @example
 * ```ts
 * import type { UploadSource } from '@piyakast/sdk';
 *
 * // A file that lies in pieces at an address which answers to `Range`.
 * export function remoteSource(url: string, sizeBytes: number): UploadSource {
 *   return {
 *     name: 'holiday.mp4',
 *     type: 'video/mp4',
 *     sizeBytes,
 *     async slice(start, end, options) {
 *       const headers = { range: `bytes=${start}-${end - 1}` };
 *       return (await fetch(url, { headers, signal: options?.signal ?? null })).blob();
 *     },
 *   };
 * }
 * ```
 */
export interface UploadSource {
  /** File name with its extension. */
  readonly name: string;
  /** Media type, for example `video/mp4`; empty when unknown. */
  readonly type: string;
  /** Exact size in bytes. */
  readonly sizeBytes: number;
  /** When the file was last changed, in milliseconds since the UNIX epoch; part of what shows that a file has changed. */
  readonly lastModifiedMs?: number | undefined;
  /** True when the bytes come once only (a stream): what was confirmed cannot be read again. */
  readonly once?: boolean | undefined;
  /**
   * The bytes `[start, end)`, never fewer. The result is a request body.
   *
   * @throws UploadError `upload/source-changed` when the bytes are not what they were. Any other error becomes
   * `upload/source-unreadable`; it is tried again when its `retryable` is true, or when it is a broken connection.
   */
  slice(start: number, end: number, options?: { signal?: AbortSignal }): Promise<UploadBody>;
  /** The server confirmed the bytes of this slice: it has no reader any more, and its memory may serve the next one. */
  release?(body: UploadBody): void;
  /** Rejects with `upload/source-changed` when the file is not what it was at the start. Asked after a failure. */
  verify?(): Promise<void>;
  /** Lets go of a file handle, when there is one. The next `slice` may open it again. */
  close?(): Promise<void>;
}

/** One chunk as a request body. */
export type UploadBody = Blob | Uint8Array<ArrayBuffer>;

/** Where an upload is now. */
export type UploadPhase =
  | 'checking'
  | 'sending'
  | 'paused'
  | 'waiting'
  | 'processing'
  | 'done'
  | 'failed'
  | 'cancelled';

/** What an upload reports. Only bytes that the server confirmed count as sent. */
export interface UploadProgress {
  /** What it does now. */
  phase: UploadPhase;
  /** Bytes that the server confirmed. */
  sentBytes: number;
  /** Size of the file. */
  totalBytes: number;
  /** Recent rate; 0 until the first chunk is confirmed. */
  bytesPerSecond: number;
  /** Seconds left at the recent rate; `null` while it is unknown. */
  etaSeconds: number | null;
}

/** What must survive a crash so that an upload resumes where it was. Plain JSON, without secrets. */
export interface UploadRecord {
  /** As in {@link UploadOptions.key}. */
  key: string;
  /** `peertube` or `tus`. */
  protocol: string;
  /** Origin of the server that the upload was begun on. */
  server: string;
  /** The upload's own URL; a resume starts here. */
  uploadUrl: string;
  /** Of the file; another size is another file. */
  sizeBytes: number;
  /** File name sent at the start. */
  name: string;
  /** When the first attempt began, in milliseconds since the UNIX epoch. */
  createdAtMs: number;
  /** Shows whether a file that is offered for a resume is still the same: size, time of change and sampled bytes. */
  fingerprint?: string;
  /** When the last chunk first went out, in milliseconds since the UNIX epoch: since then the server may have finished without our knowing. */
  finishingSinceMs?: number;
}

/**
 * Keeps {@link UploadRecord}s: memory, web storage, a folder, a database column.
 *
 * @example
 * ```ts
 * import type { UploadRecordStore } from '@piyakast/sdk';
 *
 * declare const redis: {
 *   get(key: string): Promise<string | null>;
 *   set(key: string, value: string): Promise<unknown>;
 *   del(key: string): Promise<unknown>;
 * };
 * export const records: UploadRecordStore = {
 *   get: async (key) => JSON.parse((await redis.get(`upload:${key}`)) ?? 'null') ?? undefined,
 *   set: async (record) => void (await redis.set(`upload:${record.key}`, JSON.stringify(record))),
 *   delete: async (key) => void (await redis.del(`upload:${key}`)),
 * };
 * ```
 */
export interface UploadRecordStore {
  /** The record that was set last; `undefined` when there is none. */
  get(key: string): Promise<UploadRecord | undefined>;
  /** Resolves when the record is durable. */
  set(record: UploadRecord): Promise<void>;
  /** Forgets it; succeeds also when there is none. */
  delete(key: string): Promise<void>;
}

/** What a server says of an upload it was asked about. */
export type UploadStatus<Result> =
  | { kind: 'incomplete'; offset: number }
  /** Every byte is there and the server works on them. */
  | { kind: 'processing' }
  | { kind: 'complete'; result: Result }
  /** The server does not know it: never begun, purged, forgotten, or finished and its answer lost. */
  | { kind: 'unknown' };

/** What a server answers when an upload is announced. */
export interface UploadCreated {
  /** The upload's own URL. */
  uploadUrl: string;
  /** Bytes that the server holds already; absent when it must be asked. */
  offset?: number;
}

/** Options of each step of a protocol, and of {@link inspectVideo}. */
export interface StepOptions {
  /** Ends the step with its reason. */
  signal?: AbortSignal | undefined;
}

/**
 * How one server takes an upload. The engine owns order, retries, pauses and progress; a protocol only speaks.
 * Each call throws a {@link PiyaError}; `retryable` says whether the engine may ask again.
 *
 * @example
 * ```ts
 * import type { UploadProtocol } from '@piyakast/sdk';
 *
 * // The steps of another one, with a line in the log before each.
 * export function logged<Result>(protocol: UploadProtocol<Result>): UploadProtocol<Result> {
 *   return {
 *     ...protocol,
 *     send: (record, body, range, options) => {
 *       console.log(record.key, range.start, range.end, 'of', range.total);
 *       return protocol.send(record, body, range, options);
 *     },
 *   };
 * }
 * ```
 */
export interface UploadProtocol<Result> {
  /** Kept in records: a record of another protocol is of no use. */
  readonly name: string;
  /** Origin of the server. */
  readonly server: string;
  /**
   * Finds the finished result of an earlier attempt with this key; asked before a new upload begins. `sinceMs` is when
   * the first attempt began, `finishingSinceMs` when its last chunk went out, where that is known.
   */
  find?(
    key: string,
    options: StepOptions & { sinceMs?: number | undefined; finishingSinceMs?: number | undefined },
  ): Promise<Result | undefined>;
  /** Refuses early what the server would refuse late, and returns its limits. `resuming` when bytes are there already. */
  prepare?(
    source: UploadSource,
    options: StepOptions & { resuming: boolean },
  ): Promise<{ maxChunkBytes?: number | undefined }>;
  /**
   * Announces the upload. The same key and generation announced twice are one upload. The record is saved before any byte
   * goes out. `generation` counts the times that the server lost the upload, from 0.
   */
  create(key: string, source: UploadSource, options: StepOptions & { generation: number }): Promise<UploadCreated>;
  /** Asks the server how far the upload is. */
  status(record: UploadRecord, options: StepOptions): Promise<UploadStatus<Result>>;
  /** Sends `[start, end)`; the answer's offset is what the server says it holds now. */
  send(
    record: UploadRecord,
    body: UploadBody,
    range: { start: number; end: number; total: number },
    options: StepOptions & { timeoutMs: number },
  ): Promise<UploadStatus<Result>>;
  /** What remains once every byte is there (captions, chapters). May run twice. */
  finish?(result: Result, options: StepOptions): Promise<void>;
  /** Ends it at the server; succeeds also when it is gone already. */
  cancel(record: UploadRecord, options: StepOptions): Promise<void>;
}

/** Options of every upload, whatever the protocol; {@link uploadVideo} and {@link uploadToPiyakast} add their own. */
export interface UploadOptions {
  /**
   * Names the upload for ever; the same key never makes a second video. Letters, digits, `_` and `-`, at most 64. Without
   * its record the video is known by its title and its key, see `sinceMs`.
   *
   * @defaultValue 32 random hex digits
   */
  key?: string;
  /**
   * When the first attempt with this key began, in milliseconds since the UNIX epoch. For an attempt whose record is gone:
   * its video is then found also when it has another title by now.
   *
   * @defaultValue from the record, else unknown
   */
  sinceMs?: number | undefined;
  /** Keeps the record. @defaultValue in memory only */
  records?: UploadRecordStore;
  /** First chunk's size in bytes; later ones follow the throughput. @defaultValue 8 MiB */
  chunkBytes?: number;
  /**
   * Largest chunk in bytes. An upload needs the memory of one or two.
   *
   * @defaultValue 16 MiB, or the server's limit when smaller
   */
  maxChunkBytes?: number;
  /** Called with every change; at most one call for each confirmed chunk and phase. */
  onProgress?: (progress: UploadProgress) => void;
  /** How long, in milliseconds, the upload may go without one new confirmed byte before it fails. @defaultValue 10 min */
  stallTimeoutMs?: number;
  /** How long, in milliseconds, the server may work on a file that it has whole. @defaultValue 30 min */
  processingTimeoutMs?: number;
  /** Stops the upload here. The record and the server's bytes stay, so that the same key resumes later. */
  signal?: AbortSignal | undefined;
  /** @defaultValue that of the client */
  clock?: Clock;
  /** @defaultValue that of the client */
  random?: Random;
}

/**
 * An upload in progress: begins at once, can pause and resume, and ends in {@link Upload.done}.
 */
export interface Upload<Result> {
  /** As in {@link UploadOptions.key}. */
  readonly key: string;
  /** Resolves with the result; rejects with an {@link UploadError}, or with the signal's reason after an abort. */
  readonly done: Promise<Result>;
  /** What was reported last. */
  readonly progress: UploadProgress;
  /** Stops at once; bytes of the chunk under way may be sent again. */
  pause(): void;
  /** Resumes after a pause, and at once when it waits for the next try. */
  resume(): void;
  /**
   * Ends it here and at the server, and forgets the record; {@link Upload.done} rejects with an `AbortError`. A server
   * that has every byte already keeps the video.
   */
  cancel(): Promise<void>;
  /** Listens to changes; the function returned stops it. */
  onProgress(listener: (progress: UploadProgress) => void): () => void;
}
