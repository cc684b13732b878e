import { timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { ref } from '../api/fields.js';
import { isDiskFull } from '../files/disk.js';
import type { FileStorage } from '../files/storage.js';
import { countStreams } from '../lives/rows.js';
import { Problem } from '../problem.js';
import { countByState, countWaiting } from '../videos/rows.js';
import { requireSignedIn } from '../videos/service.js';
import { type AppDeps, principalOf } from './context.js';
import { bearer, problems } from './openapi.js';

const tags = ['service'];
/** A video that is on its way for so long needs an operator's eye. */
const BEHIND_SECONDS = 3600;

/** How the server does: for people, balancers and Prometheus. */
export function serviceRoutes(app: FastifyInstance, deps: AppDeps): void {
  about(app, deps);
  health(app, deps);
  prometheus(app, deps);
}

function about(app: FastifyInstance, { database, status }: AppDeps): void {
  app.get(
    '/api/v1/status',
    {
      schema: {
        tags,
        summary: 'Whether PeerTube can be reached',
        response: { 200: ref('ServiceStatus'), ...problems },
      },
    },
    async (_request, reply) => reply.header('cache-control', 'no-store').send(await status()),
  );

  app.get(
    '/api/v1/session',
    {
      schema: {
        tags,
        summary: 'Who the token belongs to',
        response: { 200: ref('PiyakastSession'), ...problems },
        security: bearer,
      },
    },
    async (request, reply) => reply.header('cache-control', 'no-store').send(requireSignedIn(principalOf(request))),
  );

  app.get(
    '/api/v1/stats',
    {
      schema: {
        tags,
        summary: 'Numbers of videos and lives',
        response: { 200: ref('Stats'), ...problems },
        security: bearer,
      },
    },
    async (request) => {
      requireSignedIn(principalOf(request));
      const { db } = database;
      const [videos, waiting, streams] = await Promise.all([countByState(db), countWaiting(db), countStreams(db)]);
      return { videos, waiting, streams };
    },
  );
}

function health(app: FastifyInstance, { config, database, files, log }: AppDeps): void {
  const check = ref('Readiness');
  app.get(
    '/healthz',
    { schema: { tags, summary: 'The process answers', response: { 200: check } }, logLevel: 'silent' },
    async () => ({ status: 'ok' }),
  );

  app.get(
    '/readyz',
    {
      schema: { tags, summary: 'Uploads can be taken: database and disk work', response: { 200: check, 503: check } },
      logLevel: 'silent',
    },
    async (_request, reply) => {
      const checks = {
        database: await works(() => database.db.execute(sql`SELECT 1`)),
        storage: await works(() => checkStorage(files, config.diskReserveBytes)),
      };
      const ready = Object.values(checks).every((result) => result === 'ok');
      // Uploads are taken in any case, so what becomes of them at PeerTube is reported and decides nothing.
      const publishing = checks.database === 'ok' ? await publishingState() : 'failed';
      const result = { status: ready ? 'ok' : 'unavailable', checks: { ...checks, publishing } };
      return reply.code(ready ? 200 : 503).send(result);
    },
  );

  const publishingState = async (): Promise<'ok' | 'behind' | 'refused'> => {
    const { oldestSeconds, refused } = await countWaiting(database.db);
    if (oldestSeconds > BEHIND_SECONDS) return 'behind';
    return refused.videos > 0 ? 'refused' : 'ok';
  };

  const works = async (task: () => Promise<unknown>): Promise<'ok' | 'full' | 'failed'> => {
    try {
      await task();
      return 'ok';
    } catch (error) {
      log.error({ err: error }, 'a readiness check failed');
      return isDiskFull(error) ? 'full' : 'failed';
    }
  };
}

function prometheus(app: FastifyInstance, { config, metrics }: AppDeps): void {
  app.get(
    '/metrics',
    {
      schema: {
        tags,
        summary: 'Prometheus metrics',
        description: 'For administrators, or with METRICS_TOKEN as bearer.',
        response: problems,
        security: bearer,
      },
      config: { ownToken: config.metricsToken },
      logLevel: 'silent',
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const isScraper = isToken(request.headers.authorization, config.metricsToken);
      if (!isScraper && requireSignedIn(principal).role === 'user') {
        throw new Problem('Only administrators may read the metrics.', { status: 403, code: 'auth/forbidden' });
      }
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    },
  );
}

/** Uploads are refused before the disk is quite full. */
async function checkStorage(files: FileStorage, reserveBytes: number): Promise<void> {
  await files.check();
  if ((await files.freeBytes()) < reserveBytes) {
    throw Object.assign(new Error('The disk of DATA_DIR is nearly full.'), { code: 'ENOSPC' });
  }
}

/** Whether the header carries exactly this token; takes the same time for every wrong one. */
export function isToken(authorization: string | undefined, token: string | undefined): boolean {
  if (authorization === undefined || token === undefined) return false;
  const given = Buffer.from(authorization);
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
