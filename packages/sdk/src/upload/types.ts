/**
 * Words used in this folder.
 *
 * - *source*: the bytes to send, readable in slices, as often as needed.
 * - *protocol*: how one server takes them (PeerTube's resumable upload, tus).
 * - *record*: what must be kept to go on after a crash; saved before the first byte is sent.
 * - *key*: names one upload for ever; the same key never makes a second video.
 */
import type { Clock } from '../runtime/clock.js';
import type { Random } from '../runtime/random.js';

/** Bytes that can be read in slices, more than once, without holding the whole in memory. */
export interface UploadSource {
  /** File name with its extension. */
  readonly name: string;
  /** Media type, for example `video/mp4`; empty when unknown. */
  readonly type: string;
  /** Exact size in bytes. */
  readonly sizeBytes: number;
  /** The bytes `[start, end)`. The result is a request body that can be sent once. */
  slice(start: number, end: number, options?: { signal?: AbortSignal }): Promise<Blob | Uint8Array<ArrayBuffer>>;
  /** Lets go of a file handle, when there is one. */
  close?(): Promise<void>;
}

/** Where an upload is now. */
export type UploadPhase = 'checking' | 'sending' | 'paused' | 'waiting' | 'processing' | 'done' | 'failed' | 'cancelled';

/** What an upload reports. Only bytes that the server confirmed count as sent. */
export interface UploadProgress {
  phase: UploadPhase;
  /** Bytes that the server confirmed. */
  sentBytes: number;
  totalBytes: number;
  /** Recent rate; 0 until the first chunk is confirmed. */
  bytesPerSecond: number;
  /** Seconds left at the recent rate; `null` while it is unknown. */
  etaSeconds: number | null;
}

/** What must survive a crash so that an upload goes on where it was. Plain JSON, without secrets. */
export interface UploadRecord {
  key: string;
  /** `peertube` or `tus`. */
  protocol: string;
  /** Origin of the server that the upload was begun on. */
  server: string;
  /** The upload's own URL; a resume starts here. */
  uploadUrl: string;
  sizeBytes: number;
  /** File name sent at the start. */
  name: string;
  createdAtMs: number;
  /** Protocol-specific facts, JSON only. */
  extra?: Record<string, string | number | boolean | null>;
}

/** Keeps {@link UploadRecord}s: memory, web storage, a folder, a database column. */
export interface UploadRecordStore {
  get(key: string): Promise<UploadRecord | undefined>;
  /** Resolves when the record is durable. */
  set(record: UploadRecord): Promise<void>;
  delete(key: string): Promise<void>;
}

/** What a server says of an upload it was asked about. */
export type UploadStatus<Result> =
  | { kind: 'incomplete'; offset: number }
  /** Every byte is there and the server works on them. */
  | { kind: 'processing'; retryAfterMs: number }
  | { kind: 'complete'; result: Result }
  /** The server does not know it: never begun, purged, forgotten, or finished and its answer lost. */
  | { kind: 'unknown' };

/**
 * How one server takes an upload. The engine owns order, retries, pauses and progress; a protocol only speaks.
 * Each call throws a {@link PiyaError}; `retryable` says whether the engine may ask again.
 */
export interface UploadProtocol<Result> {
  readonly name: string;
  readonly server: string;
  /** Finds the finished result of an earlier attempt with this key; asked before a new upload begins. */
  find?(key: string, source: UploadSource, options: { signal?: AbortSignal }): Promise<Result | undefined>;
  /** Announces the upload. The record is saved before any byte goes out. */
  create(key: string, source: UploadSource, options: { signal?: AbortSignal }): Promise<UploadRecord>;
  status(record: UploadRecord, options: { signal?: AbortSignal }): Promise<UploadStatus<Result>>;
  /** Sends `[start, end)`; the answer's offset is what the server holds now. */
  send(
    record: UploadRecord,
    body: Blob | Uint8Array<ArrayBuffer>,
    range: { start: number; end: number; total: number },
    options: { signal?: AbortSignal },
  ): Promise<UploadStatus<Result>>;
  /** Ends it at the server; succeeds also when it is gone already. */
  cancel(record: UploadRecord, options: { signal?: AbortSignal }): Promise<void>;
}

/** Options of every upload, whatever the protocol. */
export interface UploadOptions {
  /** Names the upload for ever; the same key never makes a second video. @defaultValue a random UUID */
  key?: string;
  /** Keeps the record. @defaultValue in memory only */
  records?: UploadRecordStore;
  /** First chunk's size in bytes; later ones follow the throughput. @defaultValue 4 MiB */
  chunkBytes?: number;
  /** Largest chunk in bytes. @defaultValue 32 MiB, or the server's limit when it is smaller */
  maxChunkBytes?: number;
  /** Called with every change; at most one call for each confirmed chunk and phase. */
  onProgress?: (progress: UploadProgress) => void;
  /** How long, in milliseconds, the upload may go without one new confirmed byte before it fails. @defaultValue 10 min */
  stallTimeoutMs?: number;
  signal?: AbortSignal;
  clock?: Clock;
  random?: Random;
}

/**
 * An upload with a life: begins at once, can pause and go on, and ends in {@link Upload.done}.
 */
export interface Upload<Result> {
  readonly key: string;
  /** Resolves with the result; rejects with an {@link UploadError}, or with the signal's reason after an abort. */
  readonly done: Promise<Result>;
  readonly progress: UploadProgress;
  pause(): void;
  resume(): void;
  /** Ends it here and at the server, and forgets the record. */
  cancel(): Promise<void>;
  /** Listens to changes; the function returned stops it. */
  onProgress(listener: (progress: UploadProgress) => void): () => void;
}
