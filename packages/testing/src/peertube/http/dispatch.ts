import { getResponse, type HttpHandler } from 'msw';
import { detachBody } from '../../runtime/bodies.js';
import type { FakePeerTube } from '../fake-peertube.js';

/** Answers a request by the fake's own handlers, without any interception. */
export async function dispatch(fake: FakePeerTube, request: Request): Promise<Response> {
  const response = await getResponse(candidates(fake, request), detachBody(request));
  if (!response) throw new Error(`${request.url} is not on ${fake.url}`);
  return response;
}

const prefixes = new WeakMap<HttpHandler, string>();

/** msw tries one handler after the other, which is slow with a hundred of them: most can be excluded by their prefix. */
function candidates(fake: FakePeerTube, request: Request): HttpHandler[] {
  return fake.handlers.filter((handler) => {
    const { method } = handler.info;
    if (typeof method === 'string' && method !== request.method) return false;
    return request.url.startsWith(prefixOf(handler));
  });
}

/** The path up to its first parameter. */
function prefixOf(handler: HttpHandler): string {
  const known = prefixes.get(handler);
  if (known !== undefined) return known;
  const { path } = handler.info;
  const [prefix = ''] = typeof path === 'string' ? path.split(/\/[:*]/) : [];
  prefixes.set(handler, prefix);
  return prefix;
}
