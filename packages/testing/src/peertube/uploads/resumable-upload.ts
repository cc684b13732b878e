import { stableHash } from '../../runtime/ids.js';
import { toHex } from '../../runtime/storage.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { ConnectionCut } from '../faults/faults.js';
import { asText, type Fields } from '../http/fields.js';
import { Problem, problem, protocolError } from '../http/problem.js';
import type { UserState } from '../users/state.js';
import type { VideoState } from '../videos/state.js';
import { finishUpload } from './finish-upload.js';
import type { UploadState } from './state.js';

const PROCESSING_RETRY_AFTER_S = '300';

export interface BegunUpload {
  upload: UploadState;
  existing: boolean;
  receivedBytes: number;
}

export interface BeginUploadOptions {
  user: UserState;
  fields: Fields;
  sizeBytes: number;
  contentType: string;
}

/**
 * Begins an upload, or finds the unfinished one of the same user, name, size and `lastModified`.
 *
 * Without `lastModified` every upload is a new one.
 */
export async function beginUpload(fake: FakePeerTube, options: BeginUploadOptions): Promise<BegunUpload> {
  const { user, fields, sizeBytes, contentType } = options;
  const { lastModified } = fields;
  const moment = lastModified === undefined ? `${fake.clock.now()}/${fake.nextId('upload')}` : String(lastModified);
  const parts = [asText(fields.name) ?? '', String(sizeBytes), moment].map(stableHash);
  const id = [userPart(user), ...parts].join('-');
  const before = fake.uploads.get(id);
  if (before && before.phase !== 'finished') {
    before.touchedAtMs = fake.clock.now();
    return { upload: before, existing: true, receivedBytes: await fake.storage.size(before.key) };
  }
  const upload: UploadState = {
    id,
    userId: user.id,
    fields,
    sizeBytes,
    contentType,
    key: `upload-${id}`,
    phase: 'open',
    touchedAtMs: fake.clock.now(),
  };
  await fake.storage.remove(upload.key);
  fake.uploads.set(id, upload);
  return { upload, existing: false, receivedBytes: 0 };
}

const userPart = (user: UserState) => stableHash(`user ${user.id}`);

/** The upload of an id, or `undefined` when it is gone. @throws RawAnswer 403 when the id is another user's. */
export function findUpload(fake: FakePeerTube, user: UserState, id: string | null): UploadState | undefined {
  if (!id?.startsWith(`${userPart(user)}-`)) {
    throw protocolError(403, 'Forbidden', 'Authenticated user is not allowed access');
  }
  const upload = fake.uploads.get(id);
  if (
    upload?.phase === 'finished' &&
    fake.clock.now() - (upload.finishedAtMs ?? 0) >= fake.rules.uploads.rememberedMs
  ) {
    fake.uploads.delete(id);
    return undefined;
  }
  if (upload && upload.phase === 'open' && fake.clock.now() - upload.touchedAtMs > fake.features.uploadExpiryMs) {
    fake.uploads.delete(id);
    return undefined;
  }
  return upload;
}

export async function forgetUpload(fake: FakePeerTube, upload: UploadState): Promise<void> {
  fake.uploads.delete(upload.id);
  await fake.storage.remove(upload.key);
}

export interface ChunkOptions {
  user: UserState;
  uploadId: string | null;
  contentRange: string | null;
  contentLength: string | null;
  digest: string | null;
  body: ReadableStream<Uint8Array>;
}

export interface ReceivedChunk {
  upload: UploadState;
  /** End of this chunk, or the size on the disk when it was a question. */
  endBytes: number;
  complete: boolean;
}

/** Receives one PUT. Contiguity is not checked, as PeerTube does not check it. */
export async function receiveChunk(fake: FakePeerTube, options: ChunkOptions): Promise<ReceivedChunk> {
  const upload = findUpload(fake, options.user, options.uploadId);
  if (!upload) throw protocolError(404, 'FileNotFound', 'Not found');
  if (upload.phase === 'receiving') throw protocolError(423, 'FileLocked', 'File locked');
  if (upload.phase === 'processing') throw alreadyProcessed();
  if (upload.phase === 'finished') throw problem(422, 'Video file unreadable.');
  const range = parseRange(options, upload);
  upload.touchedAtMs = fake.clock.now();
  if (range.kind === 'question') {
    const endBytes = await fake.storage.size(upload.key);
    return completed(upload, endBytes);
  }
  if (fake.faults.current.diskFull) throw protocolError(500, 'FileError', 'No space left on device');
  upload.phase = 'receiving';
  try {
    const body = options.digest === null ? options.body : await verified(options.body, options.digest);
    const written = await fake.storage.write(upload.key, range.start, body);
    return completed(upload, range.start + written);
  } catch (error) {
    if (!fake.uploads.has(upload.id)) await comeBackEmpty(fake, upload);
    throw error;
  } finally {
    upload.phase = 'open';
  }
}

/** An upload that was cancelled while a chunk was being received is there again, empty, when that chunk is cut. */
async function comeBackEmpty(fake: FakePeerTube, upload: UploadState): Promise<void> {
  await fake.storage.remove(upload.key);
  fake.uploads.set(upload.id, upload);
}

/** The phase changes without a gap, so that no request gets between the last byte and the processing. */
function completed(upload: UploadState, endBytes: number): ReceivedChunk {
  return { upload, endBytes, complete: endBytes > 0 && endBytes >= upload.sizeBytes };
}

function alreadyProcessed(): Problem {
  return new Problem({
    status: 503,
    detail: 'The upload is already being processed',
    headers: { 'retry-after': PROCESSING_RETRY_AFTER_S },
  });
}

type ChunkRange = { kind: 'question' } | { kind: 'bytes'; start: number };

/** The length wins over the range when they disagree; a smaller total shrinks the upload. @throws RawAnswer 409. */
function parseRange({ contentRange, contentLength }: ChunkOptions, upload: UploadState): ChunkRange {
  if (contentRange === null) return { kind: 'bytes', start: 0 };
  const conflict = protocolError(409, 'FileConflict', 'File conflict');
  const match = /^bytes (?:(\*)|(\d+)-(\d+))\/(\d+)$/.exec(contentRange);
  if (!match) throw conflict;
  const [, star, first, last, totalText] = match;
  const total = Number(totalText);
  if (total > upload.sizeBytes) throw conflict;
  if (star !== undefined) return { kind: 'question' };
  const start = Number(first);
  const length = contentLength === null ? Number(last) - start + 1 : Number(contentLength);
  if (start + length > total) throw conflict;
  upload.sizeBytes = total;
  return { kind: 'bytes', start };
}

/** A digest can only be checked on the whole chunk, which then never reaches the file. @throws RawAnswer 460. */
async function verified(body: ReadableStream<Uint8Array>, digest: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(await new Response(body).arrayBuffer());
  const wanted = /^sha-256=(.+)$/.exec(digest)?.[1];
  if (wanted === undefined) return bytes;
  const actual = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  const expected = toHex(Uint8Array.from(atob(wanted), (character) => character.charCodeAt(0)));
  if (actual !== expected) throw protocolError(460, 'ChecksumMismatch', 'Checksum mismatch');
  return bytes;
}

/** Turns a complete upload into a video. The id answers 503 meanwhile, and 404 afterwards. */
export async function finish(fake: FakePeerTube, user: UserState, upload: UploadState): Promise<VideoState> {
  upload.phase = 'processing';
  const { processingMs } = fake.faults.current;
  if (processingMs > 0) await fake.clock.sleep(processingMs);
  const file = { key: upload.key, filename: asText(upload.fields.filename) ?? '', sizeBytes: upload.sizeBytes };
  try {
    const video = await finishUpload(fake, user, upload.fields, file);
    remember(fake, upload);
    return video;
  } catch (error) {
    await settleFailed(fake, upload, error);
    throw error;
  }
}

/** Forgets a finished upload, at once or in the moment after the answer (8.2 §8). */
function remember(fake: FakePeerTube, upload: UploadState): void {
  if (fake.rules.uploads.rememberedMs === 0) fake.uploads.delete(upload.id);
  else Object.assign(upload, { phase: 'finished', finishedAtMs: fake.clock.now() });
}

/**
 * What a failure leaves behind. An unreadable file is gone. A channel that is gone, or a failure inside, leaves 6.3 in the
 * processing phase: it answers 503 for up to an hour. 8.2 takes the last byte again after the former, and forgets the
 * upload after the latter.
 */
async function settleFailed(fake: FakePeerTube, upload: UploadState, error: unknown): Promise<void> {
  if (error instanceof ConnectionCut) upload.phase = 'open';
  if (!(error instanceof Problem)) return;
  const { status } = error.init;
  if (status === 422) return forgetUpload(fake, upload);
  if (fake.rules.uploads.failedIsProcessing) return;
  if (status === fake.rules.channels.unknown.status || status === fake.rules.channels.foreign.status) {
    upload.phase = 'open';
  } else {
    await forgetUpload(fake, upload);
  }
}
