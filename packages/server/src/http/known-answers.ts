import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Known } from '../db/known.js';
import { etagOf, sendTaggedText } from './conditional.js';
import { principalOf } from './context.js';

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

interface Answer {
  text: string;
  etag: string;
}

/**
 * Answers with what was read for the same request of the same user, until something changes; with an ETag, so that a
 * page that has it already gets 304.
 *
 * @param load - Reads it anew.
 */
export async function answerKnown(
  known: Known,
  request: FastifyRequest,
  reply: FastifyReply,
  load: () => Promise<unknown>,
): Promise<FastifyReply> {
  const principal = principalOf(request);
  const key = `${principal === undefined ? '' : JSON.stringify(principal)} ${request.url}`;
  const { text, etag } = await known.read(key, async (): Promise<Answer> => {
    const made = JSON.stringify(await load());
    return { text: made, etag: etagOf(made) };
  });
  return sendTaggedText(request, reply, text, etag);
}

/** What a request changed is forgotten before it is answered, so that its sender reads what it wrote. */
export function forgetChanges(app: FastifyInstance, { known }: { known: Known }): void {
  app.addHook('onSend', async ({ method }) => {
    if (!SAFE.has(method)) known.forget();
  });
}
