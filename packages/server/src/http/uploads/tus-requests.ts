import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { type DataStore, Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDiskFull, serverFull } from '../../files/disk.js';
import type { Logger } from '../../log.js';
import { type Problem, problemOf } from '../../problem.js';

export const PATH = '/api/v1/uploads';
/** All that tus needs to know of a request. Its methods and addresses are ours: a header must not change them. */
const TUS_HEADERS = ['tus-resumable', 'upload-length', 'upload-offset', 'content-type', 'content-length'];
const ANSWER_HEADERS = ['location', 'upload-offset', 'upload-length', 'upload-expires', 'connection'];
/** A sender that has been silent for so long has lost its connection; it comes back and resumes. */
const SILENCE_MS = 60_000;

/** Gives a request for an upload to the tus library. */
export type HandleTus = (request: FastifyRequest, id: string) => Promise<Response>;

export interface TusOptions {
  store: DataStore;
  maxUploadBytes: number;
  log: Logger;
}

export function createTusHandler({ store, maxUploadBytes, log }: TusOptions): HandleTus {
  /** Which upload a request is for: decided with its rights, before tus sees it. */
  const ids = new WeakMap<object, string>();
  /** What the library would turn into a text. */
  const failures = new WeakMap<object, Problem>();
  const tus = new Server({
    path: PATH,
    datastore: store,
    relativeLocation: true,
    maxSize: maxUploadBytes,
    disableTerminationForFinishedUploads: true,
    allowedOrigins: () => false,
    namingFunction: (request) => ids.get(request) ?? '',
    getFileIdFromRequest: (request) => ids.get(request),
    onResponseError(request, error) {
      if (isDiskFull(error)) failures.set(request, serverFull(error));
      else if (error instanceof Error) log.error({ err: error, videoId: ids.get(request) }, 'an upload failed');
      return undefined;
    },
  });

  return async ({ method, headers, raw }, id) => {
    const plain = TUS_HEADERS.flatMap((name): [string, string][] => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    });
    const hasBody = method === 'POST' || method === 'PATCH';
    const body = hasBody ? bodyOf(raw) : undefined;
    const request = new Request(`http://localhost${PATH}/${method === 'POST' ? '' : id}`, {
      method,
      headers: plain,
      ...(body === undefined
        ? {}
        : { body: Readable.toWeb(body) as ReadableStream<Uint8Array>, duplex: 'half' as const }),
    });
    ids.set(request, id);
    try {
      const response = await tus.handleWeb(request);
      const failure = failures.get(request);
      if (failure !== undefined) throw failure;
      return response;
    } finally {
      // Bytes that were refused are not kept: neither they nor the connection hold anything.
      body?.destroy();
    }
  };
}

/** The bytes of a request, apart from it: who stops reading them does not end the connection. */
function bodyOf(raw: IncomingMessage): PassThrough {
  const body = new PassThrough();
  body.on('error', () => undefined);
  const { socket } = raw;
  const usualMs = socket.timeout ?? 0;
  socket.setTimeout(SILENCE_MS);
  const lost = () => {
    if (!raw.complete) body.destroy(new Error('The connection broke.'));
  };
  raw.once('close', lost);
  body.once('close', () => {
    raw.off('close', lost);
    raw.unpipe(body);
    socket.setTimeout(usualMs);
  });
  return raw.pipe(body);
}

/** The protocol's answers as they are, its plain-text errors as problem documents. */
export async function answerTus(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  for (const name of ANSWER_HEADERS) {
    const value = response.headers.get(name);
    if (value !== null) reply.header(name, value);
  }
  if (response.ok) return reply.code(response.status).send();
  const detail = (await response.text()).trim();
  // What the library says of a failure of this machine may hold its paths.
  const isOurs = response.status >= 500 || detail === '';
  const problem = problemOf(response.status, isOurs ? 'The upload was not taken.' : detail);
  return reply.code(response.status).type('application/problem+json').send(problem);
}
