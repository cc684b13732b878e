import type { StreamPatch, StreamRequest } from '@piyakast/sdk';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { ref } from '../api/fields.js';
import { CreationHeaders, IdParams, ListQuery, MatchHeaders } from '../api/requests.js';
import { listStreams } from '../lives/rows.js';
import { requireManager, requireSignedIn } from '../videos/service.js';
import { managing, signedIn } from './access.js';
import { requireMatch, sendTagged } from './conditional.js';
import { type AppDeps, principalOf } from './context.js';
import { createOnce, creationOf } from './idempotency.js';
import { bearer, bearerOptional, pageOf, problems } from './openapi.js';

const tags = ['streams'];

/** `/api/v1/streams`: lives. The key is only in the credentials. */
export function streamRoutes(app: FastifyInstance, deps: AppDeps): void {
  creating(app, deps);
  reading(app, deps);
  changing(app, deps);
}

function creating(app: FastifyInstance, { database, streams, streamView }: AppDeps): void {
  app.post<{ Body: StreamRequest }>(
    '/api/v1/streams',
    {
      schema: {
        tags,
        summary: 'Create a live',
        description: 'When PeerTube does not answer: 503 `live/no-instance` at once, and nothing is left half-made.',
        headers: CreationHeaders,
        body: ref('StreamRequest'),
        response: { 201: ref('PiyakastStream'), ...problems },
        security: bearer,
      },
      onRequest: signedIn,
    },
    async (request, reply) => {
      const principal = requireSignedIn(principalOf(request));
      const make = () => streams.create(principal, request.body);
      const creation = creationOf(request, principal);
      const row =
        creation === undefined
          ? await make()
          : await createOnce(database.db, creation, make, (id) => streams.managed(id, principal));
      return reply.code(201).header('location', `/api/v1/streams/${row.id}`).send(streamView(row, principal));
    },
  );
}

function reading(app: FastifyInstance, { database, streams, streamView }: AppDeps): void {
  app.get<{ Querystring: ListQuery }>(
    '/api/v1/streams',
    {
      schema: {
        tags,
        summary: 'Lives, newest first',
        querystring: ListQuery,
        response: { 200: pageOf('PiyakastStream'), ...problems },
        security: bearerOptional,
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { data, ...part } = await listStreams(database.db, principal, request.query);
      return { ...part, data: data.map((row) => streamView(row, principal)) };
    },
  );

  app.get<{ Params: IdParams }>(
    '/api/v1/streams/:id',
    {
      schema: {
        tags,
        summary: 'One live',
        params: IdParams,
        response: { 200: ref('PiyakastStream'), ...problems },
        security: bearerOptional,
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      return sendTagged(request, reply, streamView(await streams.visible(request.params.id, principal), principal));
    },
  );

  app.get<{ Params: IdParams }>(
    '/api/v1/streams/:id/credentials',
    {
      schema: {
        tags,
        summary: 'What an encoder needs',
        description: 'For the owner only; never cached, never logged.',
        params: IdParams,
        response: { 200: ref('StreamCredentials'), ...problems },
        security: bearer,
      },
      onRequest: managing(streams.managed),
    },
    async (request, reply) => {
      const principal = requireSignedIn(principalOf(request));
      const row = await streams.managed(request.params.id, principal);
      requireManager(principal, row);
      return reply.header('cache-control', 'no-store').send(streams.credentials(row));
    },
  );
}

/** A list of routes with their schemas; each handler is a line or two. */
function changing(app: FastifyInstance, { streams, streamView }: AppDeps): void {
  app.patch<{ Params: IdParams; Body: StreamPatch }>(
    '/api/v1/streams/:id',
    {
      schema: {
        tags,
        summary: 'Change a live',
        params: IdParams,
        headers: MatchHeaders,
        body: ref('StreamPatch'),
        response: { 200: ref('PiyakastStream'), ...problems },
        security: bearer,
      },
      onRequest: managing(streams.managed),
    },
    async (request) => {
      const principal = principalOf(request);
      const row = await streams.managed(request.params.id, principal);
      requireMatch(request, streamView(row, principal));
      return streamView(await streams.update(row, request.body), principal);
    },
  );

  app.post<{ Params: IdParams }>(
    '/api/v1/streams/:id/rotate-key',
    {
      schema: {
        tags,
        summary: 'Give a live another key',
        description: 'Id and address stay; the old key stops working. Refused while a replay would be lost.',
        params: IdParams,
        response: { 200: ref('PiyakastStream'), ...problems },
        security: bearer,
      },
      onRequest: managing(streams.managed),
    },
    async (request) => {
      const principal = principalOf(request);
      const row = await streams.managed(request.params.id, principal);
      return streamView(await streams.rotateKey(row), principal);
    },
  );

  app.delete<{ Params: IdParams }>(
    '/api/v1/streams/:id',
    {
      schema: {
        tags,
        summary: 'Delete a live; one on air is cut',
        params: IdParams,
        headers: MatchHeaders,
        response: { 204: Type.Null(), ...problems },
        security: bearer,
      },
      onRequest: managing(streams.managed),
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const row = await streams.managed(request.params.id, principal);
      requireMatch(request, streamView(row, principal));
      await streams.remove(row);
      return reply.code(204).send();
    },
  );
}
