import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';

export interface BodyLimits {
  /** How long a body that is read whole may take. Uploads have a limit for silence instead. */
  bodyMs: number;
  /** How long the rest of a refused body is read and dropped, so that its sender can read the refusal. */
  lingerMs: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the body of this route is a file. */
    takesFiles?: boolean;
  }
}

/** Generous for 1 MB of JSON over a bad connection. */
export const BODY_LIMITS: BodyLimits = { bodyMs: 30_000, lingerMs: 5000 };

/** Bodies of uploads; these go to the disk as they come. */
export const UPLOAD_TYPE = 'application/offset+octet-stream';

/**
 * Ends requests whose body trickles: a connection is not held open for longer than an honest sender needs. A body need not
 * have a reader (a GET with a body, an unknown type or route), so its error must not depend on one.
 */
export function limitSlowBodies(app: FastifyInstance, { bodyMs, lingerMs }: BodyLimits): void {
  app.addHook('preParsing', async (request, reply, payload) => {
    if (!hasBody(request) || isUpload(request)) return payload;
    const body = new PassThrough();
    const timer = setTimeout(() => body.destroy(tooSlow(bodyMs)), bodyMs);
    const release = () => {
      clearTimeout(timer);
      payload.unpipe(body);
    };
    // The parser reports it where there is one.
    body.on('error', release);
    body.once('close', release);
    reply.raw.once('close', () => {
      release();
      body.destroy();
    });
    payload.once('error', (error) => body.destroy(error));
    return payload.pipe(body);
  });

  app.addHook('onResponse', async ({ raw }) => {
    if (raw.complete) return;
    raw.resume();
    const timer = setTimeout(() => raw.socket.destroy(), lingerMs);
    raw.once('close', () => clearTimeout(timer));
    raw.once('end', () => clearTimeout(timer));
  });
}

/** The bytes of a file take as long as they take. */
function isUpload({ headers, routeOptions }: FastifyRequest): boolean {
  return headers['content-type'] === UPLOAD_TYPE || routeOptions.config.takesFiles === true;
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function tooSlow(bodyMs: number): Problem {
  const detail = `The body did not arrive within ${bodyMs / 1000} seconds.`;
  return new Problem(detail, { status: 408, code: 'http/unexpected-status', retryable: true });
}
