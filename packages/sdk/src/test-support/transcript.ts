import type { FetchLike } from '../runtime/fetch.js';

/** One request that a client sent. */
export interface Sent {
  method: string;
  url: URL;
  headers: Headers;
  body: string;
}

/** What to answer: a response, an error to throw, or a function of the request. */
export type Reply = Response | Error | ((sent: Sent) => Response | Promise<Response>);

/** A `fetch` that answers by a script and remembers what it was asked; the last reply repeats. */
export function transcript(...replies: Reply[]): { fetch: FetchLike; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch: FetchLike = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const entry: Sent = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      body: await request.text(),
    };
    sent.push(entry);
    const reply = replies[Math.min(sent.length, replies.length) - 1];
    if (reply instanceof Error) throw reply;
    if (typeof reply === 'function') return reply(entry);
    if (reply === undefined) throw new Error('the transcript has no reply');
    return reply.clone();
  };
  return { fetch, sent };
}

/** An answer with a JSON body. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** PeerTube's problem document. */
export function problem(status: number, detail: string, code?: string): Response {
  const type = code === undefined ? 'about:blank' : `https://docs.joinpeertube.org/errors/${code}`;
  return json({ type, detail, status, error: detail, ...(code === undefined ? {} : { code }) }, status, {
    'content-type': 'application/problem+json; charset=utf-8',
  });
}

/** What `fetch` throws when no answer came. */
export const unreachable = (): TypeError => new TypeError('fetch failed');

/** A page, as proxies answer. */
export const html = (status: number, text: string, headers = {}): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
