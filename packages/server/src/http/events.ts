import type { PiyakastEvent } from '@piyakast/sdk';
import type { FastifyInstance } from 'fastify';
import { streamsSince } from '../lives/rows.js';
import { videosSince } from '../videos/rows.js';
import { type AppDeps, principalOf } from './context.js';
import { bearerOptional, problems } from './openapi.js';

/** Shorter than the idle time-outs of common proxies. */
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 1000;
/** Two changes may be committed in another order than they were numbered; this many are sent twice to be sure. */
const OVERLAP = 50;
/** Rights and tokens end; after so long a listener has to connect again with a fresh token, and misses nothing. */
const LONGEST_MS = 30 * 60_000;
/** A page that reads so slowly is cut off; it comes back and asks for what it missed. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** `/api/v1/events`: every change that the principal may see, as server-sent events. */
export function eventRoutes(
  app: FastifyInstance,
  { hub, database, status, videoView, streamView, log }: AppDeps,
): void {
  const open = new Set<() => void>();

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
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      });
      const write = (text: string) => {
        if (raw.writableLength > MAX_BUFFERED_BYTES) raw.destroy();
        else raw.write(text);
      };
      const send = (event: PiyakastEvent, revision?: number) => {
        const id = revision === undefined ? '' : `id: ${revision}\n`;
        write(`event: ${event.type}\n${id}data: ${JSON.stringify(event)}\n\n`);
      };
      write(`retry: ${RETRY_MS}\n\n`);
      const unsubscribe = hub.subscribe({ principal, send, gap: () => raw.end() });
      const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
      const end = setTimeout(() => close(), LONGEST_MS);
      const close = () => {
        clearInterval(heartbeat);
        clearTimeout(end);
        unsubscribe();
        open.delete(close);
        raw.end();
      };
      open.add(close);
      request.raw.once('close', close);
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
    for (const close of open) close();
  });
}
