import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type AppDeps, principalOf } from './context.js';
import { bearerOrNobody, IdParams, problems } from './schemas.js';

const tags = ['playing'];
const nullable = (schema: Type.TSchema) => Type.Union([schema, Type.Null()]);

const SourceSchema = Type.Union([
  Type.Object({
    kind: Type.Literal('peertube'),
    instanceUrl: Type.String(),
    uuid: Type.String(),
    embedUrl: Type.String(),
  }),
  Type.Object({ kind: Type.Literal('hls'), url: Type.String(), live: Type.Boolean() }),
  Type.Object({ kind: Type.Literal('file'), url: Type.String(), type: Type.String() }),
]);

export const PlaybackSchema = Type.Object(
  {
    sources: Type.Array(SourceSchema),
    expiresAt: nullable(Type.String({ format: 'date-time' })),
    fileToken: nullable(Type.String()),
    live: nullable(Type.String({ enum: ['waiting', 'on-air', 'ended'] })),
    poster: nullable(Type.String()),
    duration: nullable(Type.Number()),
    captions: Type.Array(Type.Object({ language: Type.String(), label: Type.String(), url: Type.String() })),
  },
  { $id: 'Playback' },
);

const ReplayQuery = Type.Object({
  replay: Type.Optional(Type.String({ format: 'uuid', description: 'UUID of one of the live’s `replays`' })),
});

/** How a video or live plays now: the addresses, with a token of PeerTube where it would refuse the page. */
export function playbackRoutes(app: FastifyInstance, { videos, streams, playbacks }: AppDeps): void {
  const schema = { tags, params: IdParams, response: { 200: PlaybackSchema, ...problems }, security: bearerOrNobody };

  app.get<{ Params: IdParams }>(
    '/api/v1/videos/:id/playback',
    {
      schema: {
        ...schema,
        summary: 'How a video plays now',
        description: 'Ask again before `expiresAt`, and when an address is refused earlier.',
      },
    },
    async (request, reply) => {
      const row = await videos.visible(request.params.id, principalOf(request));
      return reply.header('cache-control', 'no-store').send(await playbacks.ofVideo(row));
    },
  );

  app.get<{ Params: IdParams; Querystring: { replay?: string } }>(
    '/api/v1/streams/:id/playback',
    { schema: { ...schema, summary: 'How a live or one of its replays plays now', querystring: ReplayQuery } },
    async (request, reply) => {
      const row = await streams.visible(request.params.id, principalOf(request));
      return reply.header('cache-control', 'no-store').send(await playbacks.ofStream(row, request.query.replay));
    },
  );
}
