import { type HttpHandler, http, matchRequestUrl } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { empty, type RouteContext, route } from '../http/route.js';

const METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE';

/** Preflights, and what no other route answers (docs/peertube §1 and §3). */
export function fallbackHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    route(fake, 'options /*', { limiter: 'none' }, preflight),
    http.head(`${fake.url}/*`, async ({ request }) => {
      const response = await fake.fetch(new Request(request.url, { headers: request.headers }));
      if (response.type === 'error') return response;
      await response.body?.cancel();
      return new Response(null, { status: response.status, headers: response.headers });
    }),
    // A known path with an unknown method is rate limited; an unknown path is not.
    route(fake, 'all /api/v1/*', { limiter: (url) => (isKnownPath(fake, url) ? 'api' : 'none') }, () =>
      empty(400, { 'content-type': 'application/json; charset=utf-8' }),
    ),
    route(fake, 'all /*', { limiter: 'pages' }, () => appPage(fake, 200)),
  ];
}

/** Lets a page of any origin send what it asks to send. */
export function preflight({ request }: Pick<RouteContext, 'request'>): Response {
  const asked = request.headers.get('access-control-request-headers');
  return empty(204, {
    'access-control-allow-methods': METHODS,
    ...(asked === null ? {} : { 'access-control-allow-headers': asked }),
  });
}

function isKnownPath(fake: FakePeerTube, url: URL): boolean {
  return fake.handlers.some(({ info: { path } }) => {
    return typeof path === 'string' && !path.endsWith('*') && matchRequestUrl(url, path).matches;
  });
}

/** Every other path is the web application, unknown API versions included. */
export function appPage(fake: FakePeerTube, status: number): Response {
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>${fake.features.instanceName}</title></head><body><p>A fake PeerTube for tests and demonstrations.</p></body></html>`;
  return new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'max-age=0, no-cache, must-revalidate' },
  });
}
