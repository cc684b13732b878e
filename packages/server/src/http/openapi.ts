import { Type } from 'typebox';
import { nullable, ref, text } from '../api/fields.js';

/** One part of a list of a named thing. */
export const pageOf = (name: string) =>
  Type.Object({
    total: Type.Integer({ minimum: 0 }),
    data: Type.Array(ref(name)),
    next: Type.Optional(
      nullable(
        text(),
        'The `cursor` of the next part; `null` when this is the last, absent where a list has one part.',
      ),
    ),
  });

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('ProblemDocument') } },
});

/** What every route may answer beside its success. */
export const problems = {
  '4XX': problem('Refused: the code says why, `Retry-After` when it may succeed later.'),
  '5XX': problem('This server or PeerTube failed; `Retry-After` says when to try again.'),
};

/** Names each operation by its method and address: `GET /api/v1/videos/{id}` is `getVideosById`. */
export function nameOperations<Document extends { paths?: object }>(document: Document): Document {
  const paths = (document.paths ?? {}) as Record<string, Record<string, { operationId?: string }>>;
  for (const [path, methods] of Object.entries(paths)) {
    const words = path
      .replace('/api/v1', '')
      .replace(/\{(\w+)\}/g, 'by/$1')
      .split(/[^a-z0-9]+/i)
      .filter((word) => word !== '');
    const rest = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
    // A route of several methods has one description, so each gets a copy.
    for (const [method, operation] of Object.entries(methods)) {
      methods[method] = { ...operation, operationId: `${method}${rest}` };
    }
  }
  return document;
}
export const bearer = [{ bearer: [] }];
export const bearerOptional = [{}, { bearer: [] }];
