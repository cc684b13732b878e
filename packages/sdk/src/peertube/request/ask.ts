import { normalizeText } from '../../contract/text.js';
import { assertField } from '../../http/assert-field.js';
import type { HttpRequest } from '../../http/types.js';
import type { PeerTubePage } from '../types/common.js';
import type { PeerTube } from './create-peertube.js';

/** A route of the REST API below `/api/v1`, as PeerTube's reference writes it, with `:names` for ids. */
export type Route = `${NonNullable<HttpRequest['method']>} /${string}`;

/** A request without its address, and what stands for the names in the route. */
export type Asked = Omit<HttpRequest, 'method' | 'path' | 'route'> & {
  params?: Readonly<Record<string, string | number>>;
};

function requestOf(name: Route, { params = {}, ...request }: Asked): HttpRequest {
  const [method, path] = name.split(' ') as [NonNullable<HttpRequest['method']>, string];
  const route = `/api/v1${path}`;
  const filled = route.replace(/:(\w+)/g, (_all, key: string) => encodeURIComponent(params[key] ?? ''));
  return { ...request, method, route, path: filled };
}

/** The name of a route in messages: `GET /api/v1/videos/:id`. */
export const nameOf = (route: Route): string => route.replace(' ', ' /api/v1');

/** Reads, signed when there is a session. */
export const ask = <T>({ http }: PeerTube, route: Route, request: Asked): Promise<T> =>
  http.json<T>(requestOf(route, request));

/** Reads or makes something that only a signed-in user may. */
export const askSigned = <T>(peertube: PeerTube, route: Route, request: Asked): Promise<T> =>
  ask(peertube, route, { ...request, auth: 'required' });

/** Sends something whose answer says nothing, signed when there is a session. */
export async function post({ http }: PeerTube, route: Route, request: Asked): Promise<void> {
  await http.request(requestOf(route, request));
}

/** Changes something as the signed-in user. */
export const change = (peertube: PeerTube, route: Route, request: Asked): Promise<void> =>
  post(peertube, route, { ...request, auth: 'required' });

/** One part of a list, each item read by `read`. */
export async function list<Item>(
  peertube: PeerTube,
  route: Route,
  request: Asked,
  read: (origin: string, raw: unknown, name: string) => Item,
): Promise<PeerTubePage<Item>> {
  const { query = {} } = request;
  // Titles are stored composed, and PeerTube compares them as they are.
  const search = typeof query.search === 'string' ? { search: normalizeText(query.search) } : {};
  const body = await ask<{ total?: number; data: unknown[] }>(peertube, route, {
    ...request,
    query: { ...query, ...search },
  });
  const name = nameOf(route);
  assertField(name, body, 'data', 'array');
  const { total = 0, data } = body;
  return { total, data: data.map((raw) => read(peertube.url, raw, name)) };
}

/** The most that PeerTube gives of a list at once; without a count it gives 15. */
const PART = 100;

/** A list of the signed-in user's, however long, oldest first. */
export async function listAllSigned<Item>(peertube: PeerTube, route: Route, request: Asked): Promise<Item[]> {
  const all: Item[] = [];
  for (;;) {
    const query = { start: all.length, count: PART, sort: 'createdAt' };
    const body = await askSigned<{ total?: number; data: Item[] }>(peertube, route, { ...request, query });
    assertField(nameOf(route), body, 'data', 'array');
    all.push(...body.data);
    if (body.data.length === 0 || all.length >= (body.total ?? 0)) return all;
  }
}
