import { type HttpHandler, http } from 'msw';
import { bodyOf } from '../../runtime/bodies.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { ConnectionCut } from '../faults/faults.js';
import { faultyBytes } from '../faults/faulty-bytes.js';
import { applyFaults, type Chaos, chaosBefore } from '../faults/route-faults.js';
import { authenticate, sessionOf } from '../oauth/sessions.js';
import type { TokenState } from '../oauth/state.js';
import type { UserState } from '../users/state.js';
import { asRecord, type Fields, fieldsOfForm } from './fields.js';
import { languageOf } from './language.js';
import { Problem, problem, problemResponse, RawAnswer, tooMany } from './problem.js';
import type { LimiterName, RateLimitState } from './rate-limits.js';

const JSON_LIMIT_BYTES = 500_000;

export interface RouteOptions {
  /** @defaultValue `'none'` */
  auth?: 'required' | 'optional' | 'none';
  /** PeerTube's name of the operation, for the `docs` link in errors. */
  docs?: string;
  /** As `docs`, for routes that name it only after the credentials were accepted. */
  docsAfterAuth?: string;
  /** @defaultValue `'api'` below `/api`, else none */
  limiter?: LimiterName | 'none' | ((url: URL) => LimiterName | 'none');
  /** Neither faults nor rate limits: the control routes. */
  control?: boolean;
  /** Without `x-frame-options`. */
  frameable?: boolean;
}

/** What a handler gets. */
export interface RouteContext {
  fake: FakePeerTube;
  request: Request;
  url: URL;
  params: Record<string, string>;
  user: UserState | undefined;
  token: TokenState | undefined;
  /** Parsed when the request said that it is JSON. */
  json: unknown;
  /** The raw body, as the faults let it pass. */
  body: ReadableStream<Uint8Array>;
}

export type RouteHandler = (context: RouteContext) => Response | Promise<Response>;

type Method = 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete' | 'options' | 'all';

/** One route of the fake as an MSW handler. @param spec For example `'get /api/v1/videos/:id'`. */
export function route(fake: FakePeerTube, spec: string, options: RouteOptions, handle: RouteHandler): HttpHandler {
  const [method = 'get', path = '/'] = spec.split(' ');
  return http[method as Method](`${fake.url}${path}`, async ({ request, params }) => {
    const url = new URL(request.url);
    const response = await answer({ fake, request, url, params: textParams(params), options, handle });
    fake.log.add({ atMs: fake.clock.now(), method: request.method, path: url.pathname, status: response.status });
    return response;
  });
}

interface Exchange {
  fake: FakePeerTube;
  request: Request;
  url: URL;
  params: Record<string, string>;
  options: RouteOptions;
  handle: RouteHandler;
}

async function answer(exchange: Exchange): Promise<Response> {
  const { fake, request, url, options } = exchange;
  try {
    if (options.control) return decorate(await exchange.handle(contextOf(exchange)), exchange, undefined);
    const early = await applyFaults(fake, request, url);
    if (early) return early;
    const chaos = chaosBefore(fake, request);
    if (chaos?.response) return chaos.response;
    const response = await limited(exchange, chaos);
    // A chunk that was taken (308) changes nothing that a restart keeps.
    if (isChange(request.method) && response.status !== 308) await fake.changed();
    return chaos?.loseAnswer ? Response.error() : response;
  } catch (error) {
    if (error instanceof ConnectionCut) return Response.error();
    throw error;
  }
}

async function limited(exchange: Exchange, chaos: Chaos | undefined): Promise<Response> {
  const { fake, request, url, options } = exchange;
  const context = contextOf(exchange, chaos);
  let limit: RateLimitState | undefined;
  let operation = options.docs;
  try {
    await parseJson(context);
    const limiter = limiterOf(options, url);
    if (limiter !== 'none')
      limit = fake.limits.take(`${limiter} ${addressOf(request)}`, fake.features.rateLimit[limiter], fake.clock);
    if (limit?.reached && !isStaff(fake, request)) throw tooMany(limit.retryAfterS);
    if (options.auth && options.auth !== 'none') {
      const session = authenticate(fake, request, options.auth);
      context.user = session?.user;
      context.token = session?.token;
    }
    operation ??= options.docsAfterAuth;
    return decorate(await exchange.handle(context), exchange, limit);
  } catch (error) {
    if (error instanceof RawAnswer) return decorate(error.response, exchange, limit);
    if (!(error instanceof Problem)) throw error;
    const response = problemResponse(error.init, {
      instance: url.pathname + url.search,
      operation,
      rules: fake.rules.errors,
      language: languageOf(request.headers, context.user),
    });
    if (!error.init.beforeCors) return decorate(response, exchange, limit);
    response.headers.set('x-frame-options', 'DENY');
    return response;
  }
}

function contextOf({ fake, request, url, params }: Exchange, chaos?: Chaos): RouteContext {
  const body = faultyBytes(bodyOf(request), {
    faults: fake.faults,
    clock: fake.clock,
    onRevoke: () => fake.revokeTokens(),
    ...(chaos?.cutAt === undefined ? {} : { cutAt: chaos.cutAt }),
  });
  return { fake, request, url, params, user: undefined, token: undefined, json: undefined, body };
}

/** PeerTube parses JSON before anything else, so its errors come without CORS and rate-limit headers (docs/peertube §1). */
async function parseJson(context: RouteContext): Promise<void> {
  const { request } = context;
  if (!isChange(request.method) || !isJson(request)) return;
  const bytes = await new Response(context.body).arrayBuffer();
  if (bytes.byteLength > JSON_LIMIT_BYTES) {
    throw new Problem({
      status: 413,
      detail: 'request entity too large',
      code: 'PayloadTooLargeError',
      docs: false,
      beforeCors: true,
    });
  }
  if (bytes.byteLength === 0) return;
  try {
    context.json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'invalid JSON';
    throw new Problem({ status: 400, detail, code: 'SyntaxError', docs: false, beforeCors: true });
  }
}

/** The fields of a JSON or multipart body; none for any other. */
export async function readFields(context: RouteContext): Promise<Fields> {
  if (isJson(context.request)) return asRecord(context.json);
  const type = context.request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return {};
  return fieldsOfForm(await new Response(context.body, { headers: { 'content-type': type } }).formData());
}

/** The user of a route that requires one. */
export function signedIn(context: RouteContext): UserState {
  if (!context.user) throw problem(401, 'Token is invalid', 'unauthorized_request');
  return context.user;
}

/** @throws Problem 403 unless the user is an administrator. @param below What 6.3 leaves out of the path. */
export function mustBeAdministrator(context: RouteContext, { right, below }: { right: number; below: string }): void {
  const user = signedIn(context);
  if (user.role === 0) return;
  const { missingRight } = context.fake.rules.errors;
  throw problem(403, missingRight(user.username, right, context.url.pathname, below));
}

export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json; charset=utf-8', ...init.headers },
  });

export const empty = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers });

/** Some of PeerTube's empty answers claim to be JSON. */
export const emptyJson = (status: number): Response =>
  empty(status, { 'content-type': 'application/json; charset=utf-8' });

function limiterOf({ limiter }: RouteOptions, url: URL): LimiterName | 'none' {
  if (typeof limiter === 'function') return limiter(url);
  return limiter ?? (isApi(url) ? 'api' : 'none');
}

const isApi = (url: URL) => url.pathname.startsWith('/api/v1/');

/** Only the API exposes headers to pages; everything else is merely readable (docs/peertube §3). */
function decorate(response: Response, { options, url }: Exchange, limit: RateLimitState | undefined): Response {
  if (response.type === 'error') return response; // A cut connection has no headers.
  const { headers } = response;
  headers.set('access-control-allow-origin', '*');
  if (isApi(url)) {
    const exposed = ['Retry-After'];
    if (headers.has('location')) exposed.push('Location');
    if (headers.has('range')) exposed.push('Range');
    headers.set('access-control-allow-credentials', 'true');
    headers.set('access-control-expose-headers', exposed.join(','));
  }
  if (!options.frameable) headers.set('x-frame-options', 'DENY');
  if (limit) {
    headers.set('x-ratelimit-limit', String(limit.limit));
    headers.set('x-ratelimit-remaining', String(limit.remaining));
    headers.set('x-ratelimit-reset', String(limit.resetAtS));
    if (limit.reached) headers.set('retry-after', String(limit.retryAfterS));
  }
  return response;
}

const addressOf = (request: Request) => request.headers.get('x-forwarded-for') ?? '';

function isStaff(fake: FakePeerTube, request: Request): boolean {
  const access = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  const user = access === undefined ? undefined : sessionOf(fake, access)?.user;
  return user !== undefined && user.role < 2;
}

const isJson = (request: Request) => (request.headers.get('content-type') ?? '').startsWith('application/json');
const isChange = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method);

function textParams(params: Record<string, string | readonly string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value : (value ?? []).join('/')]),
  );
}
