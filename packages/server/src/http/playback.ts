import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ref } from '../api/fields.js';
import { IdParams, PasswordHeaders, ReplayQuery } from '../api/requests.js';
import { type AppDeps, principalOf, viewerPasswordOf } from './context.js';
import { bearerOptional, problems } from './openapi.js';

const tags = ['playing'];
/** How a video or live plays now: the addresses, with a token of PeerTube where it would refuse the page. */
export function playbackRoutes(app: FastifyInstance, { videos, streams, playbacks }: AppDeps): void {
  const schema = {
    tags,
    params: IdParams,
    response: { 200: ref('PiyakastPlayback'), ...problems },
    security: bearerOptional,
  };

  app.get<{ Params: IdParams }>(
    '/api/v1/videos/:id/playback',
    {
      schema: {
        ...schema,
        headers: PasswordHeaders,
        summary: 'How a video plays now',
        description:
          'Ask again before `expiresAt`, and with `Cache-Control: no-cache` when an address is refused earlier or gone.',
      },
    },
    async (request, reply) => {
      const row = await videos.visible(request.params.id, principalOf(request), viewerPasswordOf(request));
      return reply.header('cache-control', 'no-store').send(await playbacks.ofVideo(row, { fresh: isFresh(request) }));
    },
  );

  app.get<{ Params: IdParams; Querystring: ReplayQuery }>(
    '/api/v1/streams/:id/playback',
    { schema: { ...schema, summary: 'How a live or one of its replays plays now', querystring: ReplayQuery } },
    async (request, reply) => {
      const row = await streams.visible(request.params.id, principalOf(request));
      const options = { replay: request.query.replay, fresh: isFresh(request) };
      return reply.header('cache-control', 'no-store').send(await playbacks.ofStream(row, options));
    },
  );
}

/** Whether the client wants no kept answer (RFC 9111, section 5.2.1.4). */
const isFresh = ({ headers }: FastifyRequest): boolean => /\bno-cache\b/i.test(headers['cache-control'] ?? '');
