import type { FetchFunction } from './scripted-fetch.js';
import { unreachable } from './scripted-fetch.js';

/** Answers requests as a server does; a cut connection is `Response.error()`. A fake PeerTube is one. */
export interface RequestHandler {
  fetch(request: Request): Promise<Response>;
}

/** Stands between a client and a server: may answer, fail, change the request, or pass it on. */
export type Middlebox = (request: Request, pass: (request: Request) => Promise<Response>) => Promise<Response>;

/** The network between a client under test and a fake server. */
export interface FakeNetwork {
  fetch: FetchFunction;
  /** `METHOD path [Content-Range] -> status` of every exchange, or `-> cut`; `/api/v1/` is left out. */
  transcript: string[];
  /** Puts a middlebox in the way; the last one added is met first. */
  between(middlebox: Middlebox): void;
}

/**
 * Connects a client to a fake server without a port. A cut connection becomes the `TypeError` that `fetch` throws.
 *
 * @example
 * const fake = createFakePeerTube();
 * const { fetch, transcript, between } = createFakeNetwork(fake);
 * between(async (request, pass) => (request.method === 'PUT' ? new Response(null, { status: 502 }) : pass(request)));
 */
export function createFakeNetwork(server: RequestHandler): FakeNetwork {
  const transcript: string[] = [];
  const middleboxes: Middlebox[] = [];

  const deliver = async (request: Request): Promise<Response> => {
    const response = await server.fetch(request);
    if (response.type === 'error') throw unreachable();
    return response;
  };

  const fetch: FetchFunction = async (input, init) => {
    const request = new Request(input, init);
    const length = lengthOf(init?.body);
    // Every real connection carries it, and `Request` leaves it out.
    if (length !== undefined) request.headers.set('content-length', String(length));
    const send = middleboxes.reduce<(request: Request) => Promise<Response>>(
      (pass, middlebox) => (given) => middlebox(given, pass),
      deliver,
    );
    const line = lineOf(request);
    try {
      const response = await send(request);
      transcript.push(`${line} -> ${response.status}`);
      return response;
    } catch (error) {
      transcript.push(`${line} -> cut`);
      throw error;
    }
  };

  return { fetch, transcript, between: (middlebox) => void middleboxes.push(middlebox) };
}

function lineOf({ method, url, headers }: Request): string {
  const path = new URL(url).pathname.replace('/api/v1/', '');
  const range = headers.get('content-range');
  return `${method} ${path}${range ? ` ${range}` : ''}`;
}

function lengthOf(body: RequestInit['body']): number | undefined {
  if (body instanceof Blob) return body.size;
  return body instanceof Uint8Array ? body.byteLength : undefined;
}
