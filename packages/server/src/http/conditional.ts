import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';

/** A tag of what the answer says: another one as soon as anything in it is different. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Answers with an ETag, or with 304 to a page that has the same already. */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  return sendTaggedText(request, reply, JSON.stringify(value));
}

/** The same for an answer whose text and tag are known. */
export function sendTaggedText(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  text: string,
  etag = etagOf(text),
): FastifyReply {
  reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'authorization' });
  if (matches(headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(text);
}

/**
 * For a change that its sender only wants of what was read: `If-Match` with the tag of it.
 *
 * @throws {@link Problem} 412 `http/conflict` when it is different by now.
 */
export function requireMatch({ headers }: FastifyRequest, value: unknown): void {
  const wanted = headers['if-match'];
  if (wanted === undefined || matches(wanted, etagOf(JSON.stringify(value)))) return;
  const detail = 'It has changed since it was read; read it again, and repeat the change if it still makes sense.';
  throw new Problem(detail, { status: 412, code: 'http/conflict' });
}

/** RFC 9110, section 13.1: a list of tags, weak ones too, or `*` for any. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}
