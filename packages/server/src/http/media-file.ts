import type { OutgoingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { send } from '@fastify/send';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BucketStorage } from '../files/bucket.js';
import { fileKey } from '../files/file-key.js';
import type { FolderStorage } from '../files/folder.js';
import type { FileStorage } from '../files/storage.js';
import { Problem } from '../problem.js';

/** One file to be sent: a video's own, or one that is derived from it. */
export interface MediaFile {
  id: string;
  derived?: string;
  type: string;
  /** The name to save it under. */
  filename: string;
  /** Whether everyone may have it, and so every cache on the way. */
  isOpen: boolean;
}

export interface MediaOptions {
  /** Where nginx finds the folder, for `X-Accel-Redirect`; `undefined`: this server sends the bytes. */
  accelPrefix: string | undefined;
}

/** How long a signed address of a bucket plays; a player that is paused for longer asks here again. */
const SIGNED_SECONDS = 3600;
/** RFC 8187 allows fewer characters than `encodeURIComponent` leaves alone. */
const extValue = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** Sends a file, or the range of it that was asked for. `false` when it is not there any more: nothing was sent. */
export async function sendMedia(
  files: FileStorage,
  request: FastifyRequest,
  reply: FastifyReply,
  file: MediaFile,
  { accelPrefix }: MediaOptions,
): Promise<boolean> {
  reply.headers({
    'accept-ranges': 'bytes',
    'content-type': file.type,
    'cache-control': file.isOpen ? 'public, max-age=0, must-revalidate' : 'private, no-store',
    'content-disposition': dispositionOf(file),
  });
  if (files.kind === 's3') return sendFromBucket(files, request, reply, file);
  const key = fileKey(file.id, file.derived);
  if (accelPrefix !== undefined) {
    reply.header('x-accel-redirect', `${accelPrefix}${key}`).send();
    return true;
  }
  return sendFromFolder(files, request, reply, key);
}

const dispositionOf = ({ filename }: MediaFile) => `inline; filename*=UTF-8''${extValue(filename)}`;

/** What the library must not do: types and caching are ours, and names hold no dots to hide. */
const SEND = { contentType: false, cacheControl: false, dotfiles: 'allow', index: false } as const;

async function sendFromFolder(
  { directory }: FolderStorage,
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
): Promise<boolean> {
  const answer = await send(request.raw, key, { ...SEND, root: directory });
  if (answer.type === 'error') {
    if (answer.statusCode === 404) return false;
    throw refusal(answer.statusCode, answer.headers['Content-Range'], reply, answer.metadata.error);
  }
  reply.code(answer.statusCode).headers(answer.headers);
  if (answer.statusCode === 304 || request.method === 'HEAD') reply.send();
  else pipeBytes(reply, answer.stream);
  return true;
}

/** Sends bytes past Fastify, whose own watch over a stream costs more than to read a small range. */
function pipeBytes(reply: FastifyReply, stream: Readable): void {
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders);
  // The headers are out: an answer that ends early shows the client that it is not whole.
  stream.once('error', (error) => {
    reply.log.error({ err: error }, 'a file could not be read to its end');
    raw.destroy();
  });
  raw.once('close', () => stream.destroy());
  stream.pipe(raw);
}

async function sendFromBucket(
  files: BucketStorage,
  request: FastifyRequest,
  reply: FastifyReply,
  file: MediaFile,
): Promise<boolean> {
  const key = fileKey(file.id, file.derived);
  const { headers, method } = request;
  if (files.redirects && method === 'GET') {
    const url = await files.signedUrl(key, SIGNED_SECONDS, { type: file.type, disposition: dispositionOf(file) });
    reply.header('cache-control', 'private, no-store').redirect(url, 302);
    return true;
  }
  const answer = await files.get(key, {
    range: await rangeOf(files, key, headers),
    ifNoneMatch: headers['if-none-match'],
    ifMatch: headers['if-match'],
  });
  if (answer.status === 404) return false;
  if (answer.etag !== undefined) reply.header('etag', answer.etag);
  if (answer.status === 304) {
    reply.code(304).send();
    return true;
  }
  if (answer.body === undefined) throw refusal(answer.status, undefined, reply);
  reply.code(answer.status).header('content-length', answer.sizeBytes);
  if (answer.contentRange !== undefined) reply.header('content-range', answer.contentRange);
  if (method === 'HEAD') {
    answer.body.destroy();
    reply.send();
  } else reply.send(answer.body);
  return true;
}

/** `If-Range` is not of S3: a range of another version than the one that is there means the whole file. */
async function rangeOf(files: BucketStorage, key: string, headers: FastifyRequest['headers']) {
  const { range, 'if-range': ifRange } = headers;
  if (range === undefined || ifRange === undefined) return range;
  return (await files.etag(key)) === ifRange ? range : undefined;
}

function refusal(status: number, contentRange: unknown, reply: FastifyReply, cause?: unknown): Problem {
  if (status === 416) {
    if (typeof contentRange === 'string') reply.header('content-range', contentRange);
    return new Problem('The range begins after the end of the file.', { status, code: 'http/unexpected-status' });
  }
  if (status === 412) {
    return new Problem('The file is another one than the request wants.', { status, code: 'http/unexpected-status' });
  }
  return new Problem('The file could not be read.', { status: 500, code: 'http/server-error', cause });
}
