/** One request that a client sent. */
export interface Sent {
  method: string;
  url: URL;
  headers: Headers;
  /** As text; empty for none. */
  body: string;
}

/** What to answer: a response, an error to throw, or a function of the request. */
export type Reply = Response | Error | ((sent: Sent) => Response | Promise<Response>);

/** The part of `fetch` that clients use. */
export type FetchFunction = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` that answers from a script and records what it was sent. The last reply repeats.
 *
 * @example
 * const { fetch, sent } = scriptedFetch(jsonReply({ error: 'busy' }, 503), jsonReply({ id: 1 }));
 * await client({ fetch }).get();
 * expect(sent.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual(['GET /things', 'GET /things']);
 */
export function scriptedFetch(...replies: Reply[]): { fetch: FetchFunction; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch: FetchFunction = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { method, url, headers } = request;
    const entry: Sent = { method, url: new URL(url), headers, body: await request.text() };
    sent.push(entry);
    const reply = replies[Math.min(sent.length, replies.length) - 1];
    if (reply instanceof Error) throw reply;
    if (typeof reply === 'function') return reply(entry);
    if (reply === undefined) throw new Error('The script has no reply.');
    return reply.clone();
  };
  return { fetch, sent };
}

/** An answer with a JSON body. */
export function jsonReply(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

export interface ProblemReplyOptions {
  code?: string;
  headers?: Record<string, string>;
  /** PeerTube repeats the detail as `error` up to version 7; 8.2 has no such field. @defaultValue `'6.3.0'` */
  version?: '6.3.0' | '8.2.1';
}

/** PeerTube's problem document (RFC 9457). */
export function problemReply(status: number, detail: string, options: ProblemReplyOptions = {}): Response {
  const { code, headers, version = '6.3.0' } = options;
  const type =
    code === undefined ? 'about:blank' : `https://docs.joinpeertube.org/api-rest-reference.html#section/Errors/${code}`;
  const body = {
    type,
    detail,
    status,
    ...(code === undefined ? {} : { code }),
    ...(version === '6.3.0' ? { error: detail } : {}),
  };
  return jsonReply(body, status, { 'content-type': 'application/problem+json; charset=utf-8', ...headers });
}

/** What `fetch` throws when there is no answer. */
export const unreachable = (): TypeError => new TypeError('fetch failed');
