import type { PlaybackSource } from '@piyakast/sdk';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { IdParams, MediaQuery } from '../api/requests.js';
import { maySee } from '../auth/principal.js';
import type { VideoRow } from '../db/schema.js';
import { findStream } from '../lives/rows.js';
import { isOpen } from '../playback/playback.js';
import { Problem } from '../problem.js';
import { findVideo } from '../videos/rows.js';
import { hasLocalFile } from '../videos/view.js';
import { type AppDeps, principalOf } from './context.js';
import { sendMedia } from './media-file.js';
import { bearerOptional, problems } from './openapi.js';

const tags = ['playing'];
type MediaRequest = FastifyRequest<{ Params: IdParams; Querystring: MediaQuery }>;

/**
 * `/media/:id`, the local file in parts, and `/v/:id`, the address of a video or live that never changes.
 *
 * Registers two routes and the three answers that they share; each handler is short.
 */
export function mediaRoutes(app: FastifyInstance, deps: AppDeps): void {
  const { config, database, known, files, mediaTokens, videos, streams, playbacks, addresses } = deps;
  const { videoView, streamView } = deps;

  const playable = async (request: MediaRequest): Promise<VideoRow> => {
    const { id } = request.params;
    const row = await known.row(id, () => findVideo(database.db, id));
    if (row !== undefined && !maySee(principalOf(request), row)) {
      const token = request.query.t;
      // The same refusals as for the video itself, unless the address carries a token.
      if (token === undefined || !(await mediaTokens.isValid(token, id)))
        return videos.visible(id, principalOf(request));
    }
    if (row === undefined) throw new Problem('There is no such video.', { status: 404, code: 'video/not-found' });
    return row;
  };

  const send = async (request: MediaRequest, reply: FastifyReply, isAgain = false): Promise<FastifyReply> => {
    const row = await playable(request);
    if (isAgain || !hasLocalFile(row)) {
      const moved = row.state === 'published' ? await playbacks.fileOf(row) : undefined;
      if (moved !== undefined) return reply.header('cache-control', 'no-store').redirect(moved, 302);
      throw new Problem('The file of this video is not here.', { status: 404, code: 'video/not-found' });
    }
    const file = { id: row.id, type: row.mediaType, filename: row.filename, isOpen: isOpen(row) };
    if (await sendMedia(files, request, reply, file, { accelPrefix: config.accelPrefix })) return reply;
    // Gone since the row was read; what is true now decides.
    known.forget(row.id);
    return send(request, reply, true);
  };

  app.route({
    method: ['GET', 'HEAD'],
    url: '/media/:id',
    schema: {
      tags,
      summary: 'The local file, whole or in parts',
      params: IdParams,
      querystring: MediaQuery,
      response: problems,
      security: bearerOptional,
    },
    handler: (request, reply) => send(request as MediaRequest, reply),
  });

  app.get<{ Params: IdParams }>(
    '/v/:id',
    {
      schema: {
        tags,
        summary: 'Where a video or live plays now',
        description: 'Redirects to PeerTube’s player or to the local file; answers JSON to `Accept: application/json`.',
        params: IdParams,
        response: problems,
        security: bearerOptional,
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { id } = request.params;
      reply.headers({ 'cache-control': 'no-store', vary: 'accept' });
      const wantsJson = request.headers.accept?.includes('application/json') ?? false;
      if ((await findStream(database.db, id)) !== undefined) {
        const row = await streams.visible(id, principal);
        if (wantsJson) return reply.send(streamView(row, principal));
        if (isOpen(row)) return reply.redirect(row.peertubeEmbedUrl, 302);
        const address = addressOf((await playbacks.ofStream(row)).sources[0]);
        // PeerTube's player would say to its owner that it is private.
        if (address !== undefined) return reply.redirect(address, 302);
        throw new Problem('This live is not on air.', { status: 404, code: 'live/not-found', retryable: true });
      }
      const row = await videos.visible(id, principal);
      if (wantsJson) return reply.send(await videoView(row, principal));
      const target = addressOf((await playbacks.ofVideo(row)).sources[0]);
      if (target === undefined) {
        throw new Problem('The video is not here yet.', { status: 404, code: 'video/not-found', retryable: true });
      }
      return reply.redirect(target.replace(`${addresses().publicUrl}/`, '/'), 302);
    },
  );
}

const addressOf = (source: PlaybackSource | undefined): string | undefined =>
  source?.kind === 'peertube' ? source.embedUrl : source?.url;
