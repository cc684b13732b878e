import cors from '@fastify/cors';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import { isPiyaError, redact } from '@piyakast/sdk';
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify';
import { Problem, type ProblemDocument, problemDocument } from '../problem.js';
import { UploadStore } from '../uploads/upload-store.js';
import { VERSION } from '../version.js';
import type { AppDeps } from './context.js';
import { eventRoutes } from './events.js';
import { mediaRoutes } from './media.js';
import { playbackRoutes } from './playback.js';
import { isToken, serviceRoutes } from './service.js';
import { streamRoutes } from './streams.js';
import { uploadRoutes } from './uploads.js';
import { videoRoutes } from './videos.js';

export type { AppDeps } from './context.js';

/** What browsers of other sites may read beside the usual. */
const EXPOSED = ['location', 'tus-resumable', 'upload-offset', 'upload-length', 'retry-after', 'content-range', 'etag'];
/** A hanging client must not hold a connection for ever; a slow upload sends something now and then. */
const CONNECTION_TIMEOUT_MS = 300_000;
/** Other tus clients send all metadata in one header: 10,000 characters of Korean are 40,000 bytes of base64. */
const MAX_HEADER_BYTES = 65_536;

/** The HTTP interface on top of its parts. It listens nowhere yet: `app.inject` answers without a port. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, log, authenticator, metrics } = deps;
  const level = log.level === 'debug' || log.level === 'trace' ? log.level : 'warn';
  const logger: FastifyBaseLogger = log.child({}, { level });
  const app = Fastify({
    loggerInstance: logger,
    trustProxy: config.trustProxy,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    // The whole of a large upload may be one request.
    requestTimeout: 0,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true } },
  });
  // Answers are made by views, field by field; the schemas are for readers.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.decorateRequest('principal', undefined);

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const document = documentOf(error);
    const route = request.routeOptions.url;
    // What is typed is understood: PeerTube's failures are no defects of this server.
    if (isPiyaError(error)) log.debug({ code: document.code, detail: document.detail, route }, 'a request was refused');
    else if (document.status >= 500) log.error({ err: error, route }, 'a request failed');
    if (document.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.code(document.status).type('application/problem+json').send(document);
  });
  app.setNotFoundHandler((_request, reply) => {
    const document = problemDocument(new Problem('There is nothing here.', { status: 404, code: 'http/not-found' }));
    return reply.code(404).type('application/problem+json').send(document);
  });

  if (config.corsOrigins.length > 0) {
    const origin = config.corsOrigins.includes('*') ? '*' : config.corsOrigins;
    const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'];
    await app.register(cors, { origin, methods, exposedHeaders: EXPOSED, maxAge: 86_400, strictPreflight: false });
  }
  await app.register(swagger, {
    openapi: {
      info: { title: 'PIYAKast server', version: VERSION, license: { name: 'MIT' } },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    const { authorization } = request.headers;
    if (request.url.startsWith('/metrics') && isToken(authorization, config.metricsToken)) return;
    request.setDecorator('principal', await authenticator.principal(authorization));
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
    metrics.requestSeconds.observe(labels, reply.elapsedTime / 1000);
  });

  await app.register(async (scope) => {
    videoRoutes(scope, deps);
    uploadRoutes(scope, deps, new UploadStore(deps.database.db, deps.files));
    streamRoutes(scope, deps);
    eventRoutes(scope, deps);
    mediaRoutes(scope, deps);
    playbackRoutes(scope, deps);
    serviceRoutes(scope, deps);
    scope.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
  if (config.staticDir !== undefined) {
    await app.register(fastifyStatic, { root: config.staticDir, dotfiles: 'ignore' });
  }
  await app.ready();
  return app;
}

function documentOf(error: FastifyError): ProblemDocument {
  if (error.validation === undefined) return problemDocument(error);
  const issue = error.validation[0];
  const params = issue?.params as Record<string, unknown> | undefined;
  const named = params?.missingProperty ?? params?.additionalProperty;
  const field = issue?.instancePath.split('/')[1] || (typeof named === 'string' ? named : undefined);
  const code = error.validationContext === 'body' ? 'upload/invalid-metadata' : 'http/bad-request';
  const reason = redact(issue?.message ?? error.message);
  const detail = field === undefined ? `The request ${reason}.` : `The field "${field}" ${reason}.`;
  return problemDocument(new Problem(detail, { status: 400, code, field }));
}
