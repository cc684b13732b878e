import type { FastifyInstance } from 'fastify';
import { streamsSince } from '../lives/rows.js';
import { videosSince } from '../videos/rows.js';
import { type AppDeps, principalOf } from './context.js';
import { type EventStream, openEventStream } from './event-stream.js';
import { bearerOptional, problems } from './openapi.js';

/** Two changes may be committed in another order than they were numbered; this many are sent twice to be sure. */
const OVERLAP = 50;
/** `/api/v1/events`: every change that the principal may see, as server-sent events. */
export function eventRoutes(
  app: FastifyInstance,
  { hub, database, status, videoView, streamView, log }: AppDeps,
): void {
  const open = new Set<EventStream>();

  app.get(
    '/api/v1/events',
    {
      schema: {
        tags: ['events'],
        summary: 'Changes as they happen (SSE)',
        description:
          'Events `video`, `video-deleted`, `stream`, `stream-deleted`, `status`, each with the whole object. `Last-Event-ID` brings what was missed.',
        produces: ['text/event-stream'],
        response: problems,
        security: bearerOptional,
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const first = await status();
      const stream = openEventStream(reply, () => {
        unsubscribe();
        open.delete(stream);
      });
      open.add(stream);
      const { send, close } = stream;
      const unsubscribe = hub.subscribe({ principal, send, gap: close });
      send({ type: 'status', status: first });

      const since = Number(request.headers['last-event-id'] ?? Number.NaN);
      if (!Number.isSafeInteger(since)) return;
      try {
        const missed = since - OVERLAP;
        for (const row of await videosSince(database.db, principal, missed)) {
          send({ type: 'video', video: await videoView(row, principal) }, row.revision);
        }
        for (const row of await streamsSince(database.db, principal, missed)) {
          send({ type: 'stream', stream: streamView(row, principal) }, row.revision);
        }
      } catch (error) {
        log.warn({ err: error }, 'missed events could not be read');
        close();
      }
    },
  );

  // Open streams would keep the server from stopping.
  app.addHook('preClose', async () => {
    for (const stream of open) stream.close();
  });
}
