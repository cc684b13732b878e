import type { FastifyInstance } from 'fastify';
import { ref } from '../api/fields.js';
import type { RemoteAccount } from '../peertube/gateway.js';
import { Problem } from '../problem.js';
import { signedIn } from './access.js';
import type { AppDeps } from './context.js';
import { bearer, pageOf, problems } from './openapi.js';

const tags = ['uploads'];

/** What the account at PeerTube has: its channels, and what it may take yet. */
export function accountRoutes(app: FastifyInstance, { limits, status }: AppDeps): void {
  app.get(
    '/api/v1/channels',
    {
      schema: {
        tags,
        summary: 'Channels to publish on, the default first',
        description: 'As PeerTube said last; 503 `network/unreachable` while it has never answered.',
        response: { 200: pageOf('PiyakastChannel'), ...problems },
        security: bearer,
      },
      onRequest: signedIn,
    },
    async (_request, reply) => {
      const account = await limits.current();
      if (account === undefined) {
        const detail = 'PeerTube has not answered yet, so its channels are not known. Try again in a moment.';
        throw new Problem(detail, { status: 503, code: 'network/unreachable', retryable: true });
      }
      const data = account.channels;
      return reply.header('cache-control', 'private, max-age=10').send({ total: data.length, data });
    },
  );

  app.get(
    '/api/v1/limits',
    {
      schema: {
        tags,
        summary: 'What an upload may be now',
        response: { 200: ref('UploadLimits'), ...problems },
        security: bearer,
      },
      onRequest: signedIn,
    },
    async (_request, reply) => {
      const [account, { limits: server }] = await Promise.all([limits.current(), status()]);
      return reply.header('cache-control', 'no-store').send({ ...server, ...quotasOf(account) });
    },
  );
}

const quotasOf = (account: RemoteAccount | undefined) => ({
  quotaBytesLeft: atLeastZero(account?.quotaBytesLeft),
  dailyBytesLeft: atLeastZero(account?.dailyBytesLeft),
});

const atLeastZero = (bytes: number | null | undefined): number | null =>
  bytes === null || bytes === undefined ? null : Math.max(0, bytes);
