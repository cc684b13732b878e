import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import { isPiyaError } from '@piyakast/sdk';
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { API } from '../api/index.js';
import { isDiskFull, serverFull } from '../files/disk.js';
import { Problem, type ProblemDocument, problemDocument, retryAfterSeconds } from '../problem.js';
import { VERSION } from '../version.js';
import { accountRoutes } from './account.js';
import type { AppDeps } from './context.js';
import { derivedRoutes } from './derived.js';
import { eventRoutes } from './events.js';
import { jobRoutes } from './jobs.js';
import { forgetChanges } from './known-answers.js';
import { mediaRoutes } from './media.js';
import { nameOperations } from './openapi.js';
import { playbackRoutes } from './playback.js';
import { limitAddresses, limitUsers } from './rate-limits.js';
import { helmetOptions, PAGE_POLICY } from './security-headers.js';
import { isToken, serviceRoutes } from './service.js';
import { BODY_LIMITS, type BodyLimits, limitSlowBodies } from './slow-bodies.js';
import { streamRoutes } from './streams.js';
import { refuseUnreadable } from './unreadable.js';
import { uploadRoutes } from './uploads/routes.js';
import { validatorCompiler } from './validation.js';
import { videoRoutes } from './videos.js';

export type { AppDeps } from './context.js';

/** What browsers of other sites may read beside the usual. */
const EXPOSED = ['location', 'tus-resumable', 'upload-offset', 'upload-length', 'retry-after', 'content-range', 'etag'];
/** A connection without a byte for so long is closed; a paused player asks again for the range that it needs. */
const SILENCE_MS = 300_000;
const HEADERS_MS = 20_000;
/** Other tus clients send all metadata in one header: 10,000 characters of Korean are 40,000 bytes of base64. */
const MAX_HEADER_BYTES = 65_536;

/** The HTTP interface on top of its parts. It listens nowhere yet: `app.inject` answers without a port. */
export async function createApp(deps: AppDeps, bodyLimits: BodyLimits = BODY_LIMITS): Promise<FastifyInstance> {
  const app = bareApp(deps);
  for (const [name, schema] of Object.entries(API)) app.addSchema({ $id: name, ...schema });
  answerProblems(app, deps);
  await crossOrigin(app, deps);
  await describe(app);
  await app.register(helmet, helmetOptions(deps.config));
  limitAddresses(app, deps);
  identify(app, deps);
  limitUsers(app, deps);
  limitSlowBodies(app, bodyLimits);
  measure(app, deps);
  forgetChanges(app, deps);
  await app.register(async (scope) => {
    videoRoutes(scope, deps);
    uploadRoutes(scope, deps);
    streamRoutes(scope, deps);
    eventRoutes(scope, deps);
    mediaRoutes(scope, deps);
    derivedRoutes(scope, deps);
    playbackRoutes(scope, deps);
    serviceRoutes(scope, deps);
    jobRoutes(scope, deps);
    accountRoutes(scope, deps);
    scope.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
  const { staticDir } = deps.config;
  if (staticDir !== undefined) {
    await app.register(fastifyStatic, {
      root: staticDir,
      dotfiles: 'ignore',
      setHeaders: (reply) => void reply.header('content-security-policy', PAGE_POLICY),
    });
  }
  await app.ready();
  return app;
}

function bareApp({ config, log }: AppDeps): FastifyInstance {
  const level = log.level === 'debug' || log.level === 'trace' ? log.level : 'warn';
  const logger: FastifyBaseLogger = log.child({}, { level });
  const app = Fastify({
    loggerInstance: logger,
    // What fails before a route is found has an answer of the same shape.
    frameworkErrors: (error, _request, reply) => answerProblem(reply, problemDocument(error)),
    clientErrorHandler: refuseUnreadable,
    trustProxy: config.trustProxy,
    http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_MS },
    // The whole of a large upload may be one request; bodies that are read whole have a limit of their own.
    requestTimeout: 0,
    connectionTimeout: SILENCE_MS,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are made by views, field by field; that they fit the schemas is tested.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  return app;
}

function answerProblems(app: FastifyInstance, { log }: AppDeps): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const document = problemDocument(isDiskFull(error) ? serverFull(error) : error);
    const route = request.routeOptions.url;
    // What is typed is understood: PeerTube's failures are no defects of this server.
    if (isPiyaError(error) && document.status !== 507) {
      log.debug({ code: document.code, detail: document.detail, route }, 'a request was refused');
    } else if (document.status >= 500) log.error({ err: error, code: document.code, route }, 'a request failed');
    const waitSeconds = retryAfterSeconds(error);
    if (waitSeconds !== undefined) reply.header('retry-after', waitSeconds);
    if (document.status === 401) reply.header('www-authenticate', 'Bearer');
    return answerProblem(reply, document);
  });
  app.setNotFoundHandler((_request, reply) =>
    answerProblem(
      reply,
      problemDocument(new Problem('There is nothing here.', { status: 404, code: 'http/not-found' })),
    ),
  );
}

function answerProblem(reply: FastifyReply, document: ProblemDocument): FastifyReply {
  return reply.code(document.status).type('application/problem+json').send(document);
}

async function crossOrigin(app: FastifyInstance, { config }: AppDeps): Promise<void> {
  if (config.corsOrigins.length === 0) return;
  const origin = config.corsOrigins.includes('*') ? '*' : config.corsOrigins;
  const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'];
  await app.register(cors, { origin, methods, exposedHeaders: EXPOSED, maxAge: 86_400, strictPreflight: false });
}

async function describe(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'PIYAKast server', version: VERSION, license: { name: 'MIT' } },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transformObject: (document) => nameOperations('openapiObject' in document ? document.openapiObject : {}),
    refResolver: { buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `def-${index}`) },
  });
}

/** Finds who sent a request, before anything else happens to it. */
function identify(app: FastifyInstance, { config, authenticator }: AppDeps): void {
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request) => {
    const { authorization } = request.headers;
    if (request.url.startsWith('/metrics') && isToken(authorization, config.metricsToken)) return;
    request.setDecorator('principal', await authenticator.principal(authorization));
  });
}

function measure(app: FastifyInstance, { metrics }: AppDeps): void {
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
    metrics.requestSeconds.observe(labels, reply.elapsedTime / 1000);
  });
}
