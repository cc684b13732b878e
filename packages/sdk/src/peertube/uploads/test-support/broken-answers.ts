import type { Between } from './fake-instance.js';

/** Answers like PeerTube's resumable protocol: `{"error": {"code", "message"}}` as plain JSON. */
export const protocolAnswer = (status: number, code: string): Response =>
  Response.json({ error: { code, message: code } }, { status });

export const isChunk = (request: Request): boolean => /^bytes \d/.test(request.headers.get('content-range') ?? '');
export const isQuestion = (request: Request): boolean => /^bytes \*/.test(request.headers.get('content-range') ?? '');
export const isInit = (request: Request): boolean =>
  request.method === 'POST' && request.url.endsWith('/upload-resumable');

export function isLastChunk(request: Request): boolean {
  const [, end, total] = /-(\d+)\/(\d+)$/.exec(request.headers.get('content-range') ?? '') ?? [];
  return end !== undefined && Number(end) + 1 === Number(total);
}

/** Answers the `nth` matching request itself (from 1, so many `times`), and passes all others. */
export function answering(
  match: (request: Request) => boolean,
  answer: (request: Request, pass: (request: Request) => Promise<Response>) => Promise<Response> | Response,
  { nth = 1, times = 1 } = {},
): Between {
  let seen = 0;
  return async (request, pass) => {
    if (!match(request)) return pass(request);
    seen++;
    return seen >= nth && seen < nth + times ? answer(request, pass) : pass(request);
  };
}
