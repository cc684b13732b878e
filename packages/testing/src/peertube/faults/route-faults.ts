import type { FakePeerTube } from '../fake-peertube.js';
import { tooMany } from '../http/problem.js';

/** What chaos chose for one request. */
export interface Chaos {
  response?: Response;
  cutAt?: number;
  loseAnswer?: boolean;
}

/** The faults that answer before the request is looked at. */
export async function applyFaults(fake: FakePeerTube, request: Request, url: URL): Promise<Response | undefined> {
  const { faults } = fake;
  while (faults.current.hang && !request.signal.aborted) await faults.changed(request.signal);
  if (faults.current.down || request.signal.aborted) return Response.error();
  const status = faults.takeFailure();
  if (status !== undefined) return gatewayError(status);
  if (faults.current.rateLimited && url.pathname.startsWith('/api/')) {
    const { response } = tooMany(10);
    response.headers.set('access-control-allow-origin', '*');
    response.headers.set('access-control-expose-headers', 'Retry-After');
    return response;
  }
  return undefined;
}

/** Rolls the dice of the chaos switch. */
export function chaosBefore(fake: FakePeerTube, request: Request): Chaos | undefined {
  const chosen = fake.faults.takeChaos();
  if (!chosen) return undefined;
  switch (chosen.kind) {
    case 'reset':
      return { response: Response.error() };
    case 'error':
      return { response: gatewayError([500, 502, 503, 504][Math.floor(chosen.random() * 4)] ?? 502) };
    case 'cut': {
      const length = Number(request.headers.get('content-length') ?? 0);
      return { cutAt: Math.floor(chosen.random() * (length + 1)), loseAnswer: true };
    }
    case 'lost-answer':
      return { loseAnswer: true };
    case 'revoke':
      fake.revokeTokens();
      return undefined;
    case 'forget':
      fake.background(fake.restart());
      return undefined;
  }
}

/** A proxy's error page, without CORS headers: a page of another origin cannot read it. */
export function gatewayError(status: number): Response {
  return new Response(`<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`, {
    status,
    headers: { 'content-type': 'text/html' },
  });
}
