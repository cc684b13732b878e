import type { FetchLike } from '@piyakast/sdk';
import { fetchWithinLimit } from './within-limit.js';

/** Answers a request itself, or passes it on, changed or not. */
export type Intercept = (request: Request, pass: (request: Request) => Promise<Response>) => Promise<Response>;

/** One request of the resumable protocol, as a line: `PUT bytes 0-4/9 -> 308 bytes=0-4`. */
export type Transcript = string[];

/** A `fetch` with something between it and the instance for requests of uploads, and a transcript of them. */
export function intercepted(step: Intercept): { fetch: FetchLike; transcript: Transcript } {
  const transcript: Transcript = [];
  const pass = async (request: Request): Promise<Response> => {
    const range = request.headers.get('content-range');
    const line = [request.method, ...(range ? [range] : []), '->'].join(' ');
    const response = await fetchWithinLimit(request);
    const got = response.headers.get('range');
    transcript.push([line, response.status, ...(got ? [got] : [])].join(' '));
    return response;
  };
  return {
    transcript,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return new URL(request.url).pathname.includes('/upload-resumable') ? step(request, pass) : fetch(request);
    },
  };
}

/** Steps in at the `nth` chunk (from 1) once; every other request passes. */
export function atChunk(nth: number, step: Intercept): Intercept {
  let seen = 0;
  return (request, pass) => {
    const isChunk = /^bytes \d/.test(request.headers.get('content-range') ?? '');
    return isChunk && ++seen === nth ? step(request, pass) : pass(request);
  };
}

/** Steps in at the last chunk, each time it comes. */
export function atLastChunk(step: Intercept): Intercept {
  return (request, pass) => {
    const [, end, total] = /-(\d+)\/(\d+)$/.exec(request.headers.get('content-range') ?? '') ?? [];
    return end !== undefined && Number(end) + 1 === Number(total) ? step(request, pass) : pass(request);
  };
}

/** The same request with other headers or another address. */
export async function changed(
  request: Request,
  { url = request.url, headers = {} }: { url?: string; headers?: Record<string, string> },
): Promise<Request> {
  const all = new Headers(request.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  const { method, signal } = request;
  return new Request(url, { method, signal, headers: all, body: await request.arrayBuffer() });
}
