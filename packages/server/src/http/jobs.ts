import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { IdParams } from '../api/requests.js';
import { administrating } from './access.js';
import type { AppDeps } from './context.js';
import { bearer, pageOf, problems } from './openapi.js';

const tags = ['service'];

/** `/api/v1/jobs`: what the server has to do, for administrators. A list of routes with their schemas. */
export function jobRoutes(app: FastifyInstance, { jobs, reconcile }: AppDeps): void {
  app.get(
    '/api/v1/jobs',
    {
      schema: {
        tags,
        summary: 'What the server has to do, dead jobs first',
        description: 'For administrators. At most 1,000 of each kind.',
        response: { 200: pageOf('ServerJob'), ...problems },
        security: bearer,
      },
      onRequest: administrating,
    },
    async (_request, reply) => {
      const data = await jobs.list();
      return reply.header('cache-control', 'no-store').send({ total: data.length, data });
    },
  );

  const change = { params: IdParams, response: { 204: Type.Null(), ...problems }, security: bearer };
  app.post<{ Params: IdParams }>(
    '/api/v1/jobs/:id/retry',
    { schema: { tags, summary: 'Try a job again now', ...change }, onRequest: administrating },
    async (request, reply) => {
      await jobs.retry(request.params.id);
      return reply.code(204).send();
    },
  );

  app.delete<{ Params: IdParams }>(
    '/api/v1/jobs/:id',
    {
      schema: {
        tags,
        summary: 'Cancel a job',
        description: 'A video whose publication is cancelled stays on the server. Removals cannot be cancelled (409).',
        ...change,
      },
      onRequest: administrating,
    },
    async (request, reply) => {
      await jobs.cancel(request.params.id);
      return reply.code(204).send();
    },
  );

  app.post<{ Body: { repair?: boolean } }>(
    '/api/v1/reconcile',
    {
      schema: {
        tags,
        summary: 'Compare database, storage and PeerTube',
        description: 'For administrators. With `repair`, what can be mended without a loss is mended.',
        body: Type.Object({ repair: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
        response: { 200: pageOf('ReconcileFinding'), ...problems },
        security: bearer,
      },
      onRequest: administrating,
    },
    async (request) => {
      const data = await reconcile({ repair: request.body.repair ?? false });
      return { total: data.length, data };
    },
  );
}
