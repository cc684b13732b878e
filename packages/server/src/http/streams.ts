import type { StreamRequest } from '@piyakast/sdk';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { listStreams } from '../lives/rows.js';
import { StreamPatchSchema, StreamRequestSchema } from '../videos/metadata.js';
import { requireManager, requireSignedIn } from '../videos/service.js';
import { type AppDeps, principalOf } from './context.js';
import {
  bearer,
  bearerOrNobody,
  CredentialsSchema,
  IdParams,
  PageQuery,
  pageOf,
  problems,
  StreamSchema,
} from './schemas.js';

const tags = ['streams'];

/** `/api/v1/streams`: lives. The key is only in the credentials. */
export function streamRoutes(app: FastifyInstance, { database, streams, streamView }: AppDeps): void {
  app.post<{ Body: StreamRequest }>(
    '/api/v1/streams',
    {
      schema: {
        tags,
        summary: 'Create a live',
        description: 'When PeerTube does not answer: 503 `live/no-instance` at once, and nothing is left half-made.',
        body: StreamRequestSchema,
        response: { 201: StreamSchema, ...problems },
        security: bearer,
      },
    },
    async (request, reply) => {
      const principal = requireSignedIn(principalOf(request));
      const row = await streams.create(principal, request.body);
      return reply.code(201).header('location', `/api/v1/streams/${row.id}`).send(streamView(row, principal));
    },
  );

  app.get<{ Querystring: PageQuery }>(
    '/api/v1/streams',
    {
      schema: {
        tags,
        summary: 'Lives, newest first',
        querystring: PageQuery,
        response: { 200: pageOf(StreamSchema), ...problems },
        security: bearerOrNobody,
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { total, data } = await listStreams(database.db, principal, request.query);
      return { total, data: data.map((row) => streamView(row, principal)) };
    },
  );

  app.get<{ Params: IdParams }>(
    '/api/v1/streams/:id',
    {
      schema: {
        tags,
        summary: 'One live',
        params: IdParams,
        response: { 200: StreamSchema, ...problems },
        security: bearerOrNobody,
      },
    },
    async (request) => {
      const principal = principalOf(request);
      return streamView(await streams.visible(request.params.id, principal), principal);
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
        response: { 200: CredentialsSchema, ...problems },
        security: bearer,
      },
    },
    async (request, reply) => {
      const principal = requireSignedIn(principalOf(request));
      const row = await streams.managed(request.params.id, principal);
      requireManager(principal, row);
      return reply.header('cache-control', 'no-store').send(streams.credentials(row));
    },
  );

  app.patch<{ Params: IdParams; Body: Partial<StreamRequest> }>(
    '/api/v1/streams/:id',
    {
      schema: {
        tags,
        summary: 'Change a live',
        params: IdParams,
        body: StreamPatchSchema,
        response: { 200: StreamSchema, ...problems },
        security: bearer,
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const row = await streams.managed(request.params.id, principal);
      return streamView(await streams.update(row, request.body), principal);
    },
  );

  app.delete<{ Params: IdParams }>(
    '/api/v1/streams/:id',
    {
      schema: {
        tags,
        summary: 'Delete a live; one on air is cut',
        params: IdParams,
        response: { 204: Type.Null(), ...problems },
        security: bearer,
      },
    },
    async (request, reply) => {
      await streams.remove(await streams.managed(request.params.id, principalOf(request)));
      return reply.code(204).send();
    },
  );
}
