import { TUS_RESUMABLE } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VideoMetadata } from '../../api/metadata.js';
import { IdParams } from '../../api/requests.js';
import type { VideoRow } from '../../db/schema.js';
import { requireRoom } from '../../files/disk.js';
import { Problem } from '../../problem.js';
import { uploadStore } from '../../uploads/upload-store.js';
import { invalidMetadata } from '../../videos/metadata.js';
import { requireSignedIn } from '../../videos/service.js';
import { managing, signedIn } from '../access.js';
import { type AppDeps, principalOf } from '../context.js';
import { bearer, problems } from '../openapi.js';
import { UPLOAD_TYPE } from '../slow-bodies.js';
import { announcementOf, wholeNumber } from './announcement.js';
import { plainUploadRoute } from './plain-upload.js';
import { answerTus, createTusHandler, type HandleTus, PATH } from './tus-requests.js';

const tags = ['uploads'];

/**
 * `/api/v1/uploads`: files from browsers, by the tus protocol 1.0. An upload's id is its video's id.
 *
 * What is refused is refused before the first byte; the answer to the last one is given when the file is on the disk
 * and the row says `stored`.
 */
export function uploadRoutes(app: FastifyInstance, deps: AppDeps): void {
  const { config, database, files, log } = deps;
  const store = uploadStore(database.db, files);
  const handle = createTusHandler({ store, maxUploadBytes: config.maxUploadBytes, log });
  // The bodies of uploads go to the disk as they come.
  app.addContentTypeParser(UPLOAD_TYPE, (_request, _payload, done) => done(null));
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith(PATH)) reply.headers({ 'tus-resumable': TUS_RESUMABLE, 'cache-control': 'no-store' });
  });

  app.options(PATH, { schema: { tags, summary: 'What this server can do (tus)', response: problems } }, (_, reply) =>
    reply
      .code(204)
      .headers({
        'tus-version': TUS_RESUMABLE,
        'tus-extension': store.extensions.join(','),
        'tus-max-size': String(config.maxUploadBytes),
      })
      .send(),
  );
  announce(app, deps, handle);
  offset(app, deps, handle);
  append(app, deps, handle);
  terminate(app, deps);
  // Apart: its parser of forms is for this route alone.
  app.register((scope) => plainUploadRoute(scope, deps, store));
}

/** `POST /uploads`: makes the row and the file; bytes may come along. */
function announce(app: FastifyInstance, { receiving, config, files }: AppDeps, handle: HandleTus): void {
  const schema = {
    tags,
    summary: 'Announce an upload (tus creation)',
    description:
      'Upload-Metadata: `filename`, `filetype`, `metadata` (JSON of the video), `key` (the same key makes one video). ' +
      'Without `metadata` the body is read for it: a long description does not fit into a header on every way here.',
    body: { content: { 'application/json': { schema: VideoMetadata } } },
    response: problems,
    security: bearer,
  };
  // The schema is for readers: header and body are checked by the same rules, in announcementOf().
  const options = { schema, onRequest: [signedIn, requireTus], validatorCompiler: () => () => true };
  app.post(PATH, options, async (request, reply) => {
    const announcement = announcementOf(request, config.maxUploadBytes);
    await requireRoom(files.freeBytes, config.diskReserveBytes, announcement.sizeBytes);
    const { row, isNew } = await receiving.begin(requireSignedIn(principalOf(request)), announcement);
    const location = `${PATH}/${row.id}`;
    if (!isNew) {
      if (row.sizeBytes !== announcement.sizeBytes) {
        throw invalidMetadata('key', 'already names an upload of another size');
      }
      return reply.code(201).header('location', location).send();
    }
    const response = await handle(request, row.id);
    await afterBytesStored(receiving, row.id, response);
    return answerTus(reply, response);
  });
}

/** `HEAD /uploads/:id`: from where to continue. */
function offset(app: FastifyInstance, { receiving, videos }: AppDeps, handle: HandleTus): void {
  const schema = { tags, summary: 'How far it is (tus)', params: IdParams, response: problems, security: bearer };
  const onRequest = [requireTus, managing(videos.managed)];
  app.head<{ Params: IdParams }>(`${PATH}/:id`, { schema, onRequest }, async (request, reply) => {
    // A server that died after the last byte and before the change of the row makes up for it here.
    const row = await receiving.finish(request.params.id);
    if (row === undefined || row.state === 'rejected') return reply.code(410).send();
    if (row.state === 'receiving') return answerTus(reply, await handle(request, row.id));
    return wholeFile(reply, row);
  });
}

/** `PATCH /uploads/:id`: bytes. */
function append(app: FastifyInstance, { config, files, receiving, videos }: AppDeps, handle: HandleTus): void {
  const schema = { tags, summary: 'Send bytes (tus)', params: IdParams, response: problems, security: bearer };
  const onRequest = [requireTus, managing(videos.managed), requireBytes];
  app.patch<{ Params: IdParams }>(`${PATH}/:id`, { schema, onRequest }, async (request, reply) => {
    const before = await videos.managed(request.params.id, principalOf(request));
    if (before.state === 'rejected') {
      throw new Problem(before.problemDetail ?? 'Refused.', { status: 415, code: 'upload/unsupported-type' });
    }
    if (before.state !== 'receiving') {
      throw new Problem('Every byte of this upload is here already.', { status: 409, code: 'http/conflict' });
    }
    const sent = wholeNumber(request.headers['content-length']) ?? before.sizeBytes;
    await requireRoom(files.freeBytes, config.diskReserveBytes, Math.min(sent, before.sizeBytes));
    const response = await handle(request, before.id);
    await afterBytesStored(receiving, before.id, response);
    return answerTus(reply, response);
  });
}

/** `DELETE /uploads/:id`: an upload that is not complete. */
function terminate(app: FastifyInstance, { videos }: AppDeps): void {
  const schema = {
    tags,
    summary: 'Give an upload up (tus termination)',
    params: IdParams,
    response: problems,
    security: bearer,
  };
  const onRequest = [requireTus, managing(videos.managed)];
  app.delete<{ Params: IdParams }>(`${PATH}/:id`, { schema, onRequest }, async (request, reply) => {
    const row = await videos.managed(request.params.id, principalOf(request));
    if (row.state !== 'receiving' && row.state !== 'rejected') {
      throw new Problem('The upload is complete; delete the video instead.', { status: 409, code: 'http/conflict' });
    }
    await videos.remove(row);
    return reply.code(204).send();
  });
}

/** What is received whole is stored before the answer says so. */
async function afterBytesStored(receiving: AppDeps['receiving'], id: string, response: Response): Promise<void> {
  if (!response.ok) return;
  const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
  const row = await receiving.finish(id);
  if (row?.state === 'receiving' && offset > 0) await receiving.progress(id, offset);
}

function wholeFile(reply: FastifyReply, { sizeBytes }: VideoRow): FastifyReply {
  return reply.headers({ 'upload-offset': String(sizeBytes), 'upload-length': String(sizeBytes) }).send();
}

/** The library refuses these too, with statuses that say something else. */
async function requireBytes({ headers }: FastifyRequest): Promise<void> {
  if (headers['content-type'] !== UPLOAD_TYPE) {
    const options = { status: 415, code: 'http/unsupported-type' as const, field: 'Content-Type' };
    throw new Problem(`The header Content-Type must be ${UPLOAD_TYPE}.`, options);
  }
  if (wholeNumber(headers['upload-offset']) === undefined) {
    const options = { status: 400, code: 'http/bad-request' as const, field: 'Upload-Offset' };
    throw new Problem('The header Upload-Offset must be the number of bytes that were received so far.', options);
  }
}

async function requireTus(request: FastifyRequest): Promise<void> {
  if (request.headers['tus-resumable'] === TUS_RESUMABLE) return;
  throw new Problem(`The header Tus-Resumable must be ${TUS_RESUMABLE}.`, { status: 412, code: 'http/bad-request' });
}
