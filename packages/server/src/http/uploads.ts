import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { Metadata, Server, TUS_RESUMABLE } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problemOf } from '../problem.js';
import type { Announcement } from '../uploads/receiving.js';
import type { UploadStore } from '../uploads/upload-store.js';
import { checkMetadata, invalidMetadata, VideoMetadataSchema } from '../videos/metadata.js';
import { requireSignedIn } from '../videos/service.js';
import { type AppDeps, principalOf } from './context.js';
import { bearer, IdParams, problems, UPLOAD_KEY } from './schemas.js';

const PATH = '/api/v1/uploads';
const KEY = new RegExp(UPLOAD_KEY);
const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;
/** All that tus needs to know of a request. Its methods and addresses are ours: a header must not change them. */
const TUS_HEADERS = ['tus-resumable', 'upload-length', 'upload-offset', 'content-type', 'content-length'];
const tags = ['uploads'];

/**
 * `/api/v1/uploads`: files from browsers, by the tus protocol 1.0. An upload's id is its video's id.
 *
 * What is refused is refused before the first byte; the answer to the last one is given when the file is on the disk
 * and the row says `stored`.
 */
export function uploadRoutes(app: FastifyInstance, deps: AppDeps, store: UploadStore): void {
  const { receiving, videos, config } = deps;
  /** Which upload a request is for: decided with its rights, before tus sees it. */
  const ids = new WeakMap<object, string>();
  const tus = new Server({
    path: PATH,
    datastore: store,
    relativeLocation: true,
    maxSize: config.maxUploadBytes,
    disableTerminationForFinishedUploads: true,
    allowedOrigins: () => false,
    namingFunction: (request) => ids.get(request) ?? '',
    getFileIdFromRequest: (request) => ids.get(request),
  });

  // The bodies of uploads go to the disk as they come.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));

  const handle = async ({ method, headers, raw }: FastifyRequest, id: string): Promise<Response> => {
    const hasBody = method === 'POST' || method === 'PATCH';
    const plain = TUS_HEADERS.flatMap((name): [string, string][] => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    });
    const body = hasBody ? { body: Readable.toWeb(raw) as ReadableStream<Uint8Array>, duplex: 'half' as const } : {};
    const request = new Request(`http://localhost${PATH}/${method === 'POST' ? '' : id}`, {
      method,
      headers: plain,
      ...body,
    });
    ids.set(request, id);
    const response = await tus.handleWeb(request);
    const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
    if (hasBody && response.ok) await took(id, offset);
    return response;
  };

  /** What is received whole is stored before the browser is told so. */
  const took = async (id: string, offset: number): Promise<void> => {
    const row = await receiving.finish(id);
    if (row?.state === 'receiving' && offset > 0) await receiving.progress(id, offset);
  };

  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith(PATH)) reply.headers({ 'tus-resumable': TUS_RESUMABLE, 'cache-control': 'no-store' });
  });

  app.options(
    PATH,
    { schema: { tags, summary: 'What this server can do (tus)', response: problems } },
    async (_request, reply) =>
      reply
        .code(204)
        .headers({
          'tus-version': TUS_RESUMABLE,
          'tus-extension': store.extensions.join(','),
          'tus-max-size': String(config.maxUploadBytes),
        })
        .send(),
  );

  app.post(
    PATH,
    {
      schema: {
        tags,
        summary: 'Announce an upload (tus creation)',
        description:
          'Upload-Metadata: `filename`, `filetype`, `metadata` (JSON of the video), `key` (the same key makes one video). ' +
          'Without `metadata` the body is read for it: a long description does not fit into a header on every way here.',
        body: { content: { 'application/json': { schema: VideoMetadataSchema } } },
        response: problems,
        security: bearer,
      },
      // The schema is for readers: header and body are checked by the same rules, below.
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      const principal = requireSignedIn(principalOf(request));
      requireTus(request);
      const announcement = announcementOf(request, config.maxUploadBytes);
      const { row, isNew } = await receiving.begin(principal, announcement);
      const location = `${PATH}/${row.id}`;
      if (!isNew) {
        if (row.sizeBytes !== announcement.sizeBytes)
          throw invalidMetadata('key', 'already names an upload of another size');
        return reply.code(201).header('location', location).send();
      }
      return answer(reply, await handle(request, row.id));
    },
  );

  const own = async (request: FastifyRequest<{ Params: IdParams }>) => {
    requireTus(request);
    return videos.managed(request.params.id, principalOf(request));
  };

  app.head<{ Params: IdParams }>(
    `${PATH}/:id`,
    { schema: { tags, summary: 'How far it is (tus)', params: IdParams, security: bearer } },
    async (request, reply) => {
      await own(request);
      // A server that died after the last byte and before the row was told makes up for it here.
      const row = await receiving.finish(request.params.id);
      if (row === undefined || row.state === 'rejected') return reply.code(410).send();
      if (row.state === 'receiving') return answer(reply, await handle(request, row.id));
      return reply.headers({ 'upload-offset': String(row.sizeBytes), 'upload-length': String(row.sizeBytes) }).send();
    },
  );

  app.patch<{ Params: IdParams }>(
    `${PATH}/:id`,
    { schema: { tags, summary: 'Send bytes (tus)', params: IdParams, response: problems, security: bearer } },
    async (request, reply) => {
      const before = await own(request);
      if (before.state === 'rejected') {
        throw new Problem(before.problemDetail ?? 'Refused.', { status: 415, code: 'upload/unsupported-type' });
      }
      if (before.state !== 'receiving') {
        throw new Problem('Every byte of this upload is here already.', { status: 409, code: 'http/conflict' });
      }
      return answer(reply, await handle(request, before.id));
    },
  );

  app.delete<{ Params: IdParams }>(
    `${PATH}/:id`,
    {
      schema: {
        tags,
        summary: 'Give an upload up (tus termination)',
        params: IdParams,
        response: problems,
        security: bearer,
      },
    },
    async (request, reply) => {
      const row = await own(request);
      if (row.state !== 'receiving' && row.state !== 'rejected') {
        throw new Problem('The upload is complete; delete the video instead.', { status: 409, code: 'http/conflict' });
      }
      await videos.remove(row);
      return reply.code(204).send();
    },
  );
}

/** The protocol's answers as they are, its plain-text errors as problem documents. */
async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  for (const name of ['location', 'upload-offset', 'upload-length', 'upload-expires', 'connection']) {
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

function requireTus(request: FastifyRequest): void {
  if (request.headers['tus-resumable'] === TUS_RESUMABLE) return;
  throw new Problem(`The header Tus-Resumable must be ${TUS_RESUMABLE}.`, { status: 412, code: 'http/bad-request' });
}

function announcementOf(request: FastifyRequest, maxBytes: number): Announcement {
  const sizeBytes = Number(request.headers['upload-length'] ?? Number.NaN);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 1) {
    throw invalidMetadata('Upload-Length', 'must be the size of the file in bytes, at least 1');
  }
  if (sizeBytes > maxBytes) {
    const detail = `The file has ${sizeBytes} bytes; this server takes at most ${maxBytes}.`;
    throw new Problem(detail, { status: 413, code: 'upload/too-large' });
  }
  const fields = uploadMetadata(request);
  const plainName = basename((fields.filename ?? '').replaceAll('\\', '/')).replace(/\p{Cc}/gu, '');
  // By code points, so that the cut never leaves half of a character behind.
  const filename = [...plainName.trim()].slice(0, 255).join('');
  if (filename === '') throw invalidMetadata('filename', 'is missing');
  const key = fields.key ?? undefined;
  if (key !== undefined && !KEY.test(key)) throw invalidMetadata('key', 'must be 1 to 200 letters, digits or ".:_-"');
  const described = fields.metadata ? json(fields.metadata) : (request.body ?? undefined);
  if (described === undefined) throw invalidMetadata('metadata', 'is missing');
  const mediaType = MEDIA_TYPE.exec(fields.filetype ?? '')?.[0] ?? 'application/octet-stream';
  return { sizeBytes, filename, mediaType, key, metadata: checkMetadata(described) };
}

function uploadMetadata(request: FastifyRequest): Record<string, string | null> {
  const header = request.headers['upload-metadata'];
  try {
    return Metadata.parse(typeof header === 'string' ? header : '');
  } catch (cause) {
    const options = { status: 400, code: 'upload/invalid-metadata' as const, field: 'Upload-Metadata', cause };
    throw new Problem('The header Upload-Metadata is not what tus says it is.', options);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const options = { status: 400, code: 'upload/invalid-metadata' as const, field: 'metadata', cause };
    throw new Problem('The field "metadata" is not JSON.', options);
  }
}
