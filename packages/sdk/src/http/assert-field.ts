import { HttpError } from '../errors/http-error.js';

/** The error for a success whose body lacks what the route answers. */
export function unexpectedBody(route: string, what: string, status = 200): HttpError {
  const message = `${route} answered without ${what}. Check the address of the server.`;
  return new HttpError(message, { code: 'http/unexpected-body', status, route });
}

/** Checks one field where it is used; an answer of an unknown shape then says which field of which route. */
export function assertField(route: string, body: unknown, path: string, type: 'string' | 'number' | 'array'): void {
  let found: unknown = body;
  for (const name of path.split('.')) found = (found as Record<string, unknown> | null | undefined)?.[name];
  if (type === 'array' ? Array.isArray(found) : typeof found === type) return;
  throw unexpectedBody(route, `the ${type} \`${path}\``);
}
