import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';
import { addressOf } from './address.js';
import { type AppDeps, principalOf } from './context.js';

/** Bytes of a film are many small requests, and balancers ask often; both cost next to nothing, and are not counted. */
const COUNTED = /^\/(api\/|v\/|openapi\.json|oembed)/;

/** Limits requests by address; before anything else is done for them. */
export function limitAddresses(app: FastifyInstance, { limiter, config }: AppDeps): void {
  app.addHook('onRequest', async (request) => {
    if (isCounted(request)) refuse(limiter.hit(`address ${addressOf(request.ip)}`, config.rateLimits.perAddress));
  });
}

/** Limits requests by user, from however many addresses; once it is known who asks. */
export function limitUsers(app: FastifyInstance, { limiter, config }: AppDeps): void {
  app.addHook('onRequest', async (request) => {
    const principal = isCounted(request) ? principalOf(request) : undefined;
    if (principal !== undefined) refuse(limiter.hit(`user ${principal.subject}`, config.rateLimits.perUser));
  });
}

const isCounted = ({ url }: FastifyRequest) => COUNTED.test(url);

/** @throws {@link Problem} 429 `http/rate-limited`, with `Retry-After`. */
export function refuse(waitSeconds: number | undefined): void {
  if (waitSeconds === undefined) return;
  throw new Problem(`Too many requests; try again in ${waitSeconds} s.`, {
    status: 429,
    code: 'http/rate-limited',
    retryable: true,
    retryAfterSeconds: waitSeconds,
  });
}
