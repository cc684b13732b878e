import type { VideoPatch } from '@piyakast/sdk';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { ref } from '../api/fields.js';
import { IdParams, KeyParams, ListQuery, MatchHeaders, PasswordHeaders } from '../api/requests.js';
import { listVideos } from '../videos/rows.js';
import { requireSignedIn } from '../videos/service.js';
import { managing, signedIn } from './access.js';
import { requireMatch, sendTagged } from './conditional.js';
import { type AppDeps, principalOf, viewerPasswordOf } from './context.js';
import { answerKnown } from './known-answers.js';
import { bearer, bearerOptional, pageOf, problems } from './openapi.js';

const tags = ['videos'];

/** `/api/v1/videos`: what is here, for those who may see it. */
export function videoRoutes(app: FastifyInstance, deps: AppDeps): void {
  reading(app, deps);
  changing(app, deps);
}

function reading(app: FastifyInstance, { database, known, videos, videoView }: AppDeps): void {
  app.get<{ Querystring: ListQuery }>(
    '/api/v1/videos',
    {
      schema: {
        tags,
        summary: 'Videos, newest first',
        description: 'Strangers see public videos; users also their own; the owner of the server sees all.',
        querystring: ListQuery,
        response: { 200: pageOf('PiyakastVideo'), ...problems },
        security: bearerOptional,
      },
    },
    (request, reply) =>
      answerKnown(known, request, reply, async () => {
        const principal = principalOf(request);
        const { data, ...part } = await listVideos(database.db, principal, request.query);
        return { ...part, data: await Promise.all(data.map((row) => videoView(row, principal))) };
      }),
  );

  app.get<{ Params: IdParams }>(
    '/api/v1/videos/:id',
    {
      schema: {
        tags,
        summary: 'One video',
        params: IdParams,
        headers: PasswordHeaders,
        response: { 200: ref('PiyakastVideo'), ...problems },
        security: bearerOptional,
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const row = await videos.visible(request.params.id, principal, viewerPasswordOf(request));
      return sendTagged(request, reply, await videoView(row, principal));
    },
  );

  app.get<{ Params: KeyParams }>(
    '/api/v1/videos/by-key/:key',
    {
      schema: {
        tags,
        summary: 'Your own video of an upload key',
        description: 'As `key` of `POST /api/v1/uploads` announced it. 404 also for a key of another user.',
        params: KeyParams,
        response: { 200: ref('PiyakastVideo'), ...problems },
        security: bearer,
      },
      onRequest: signedIn,
    },
    async (request) => {
      const principal = requireSignedIn(principalOf(request));
      return videoView(await videos.ofKey(request.params.key, principal), principal);
    },
  );
}

/** A list of routes with their schemas; each handler is a line or two. */
function changing(app: FastifyInstance, { videos, videoView }: AppDeps): void {
  app.patch<{ Params: IdParams; Body: VideoPatch }>(
    '/api/v1/videos/:id',
    {
      schema: {
        tags,
        summary: 'Change the metadata',
        params: IdParams,
        headers: MatchHeaders,
        body: ref('VideoPatch'),
        response: { 200: ref('PiyakastVideo'), ...problems },
        security: bearer,
      },
      onRequest: managing(videos.managed),
    },
    async (request) => {
      const principal = principalOf(request);
      const row = await videos.managed(request.params.id, principal);
      requireMatch(request, await videoView(row, principal));
      return videoView(await videos.update(row, request.body), principal);
    },
  );

  app.delete<{ Params: IdParams }>(
    '/api/v1/videos/:id',
    {
      schema: {
        tags,
        summary: 'Delete here and at PeerTube',
        params: IdParams,
        headers: MatchHeaders,
        response: { 204: Type.Null(), ...problems },
        security: bearer,
      },
      onRequest: managing(videos.managed),
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const row = await videos.managed(request.params.id, principal);
      requireMatch(request, await videoView(row, principal));
      await videos.remove(row);
      return reply.code(204).send();
    },
  );

  app.post<{ Params: IdParams }>(
    '/api/v1/videos/:id/retry',
    {
      schema: {
        tags,
        summary: 'Try to publish again now',
        description: 'Continues where it stopped: bytes that PeerTube has are not sent again.',
        params: IdParams,
        response: { 202: ref('PiyakastVideo'), ...problems },
        security: bearer,
      },
      onRequest: managing(videos.managed),
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const row = await videos.retry(await videos.managed(request.params.id, principal));
      return reply.code(202).send(await videoView(row, principal));
    },
  );
}
