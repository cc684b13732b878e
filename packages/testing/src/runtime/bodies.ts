/**
 * Bodies that travel beside their request.
 *
 * msw clones every request, and a cloned body is kept whole in memory. A server that must pass gigabytes therefore gives
 * msw a request without a body, and the handler takes the body from here.
 */
const bodies = new WeakMap<Request, ReadableStream<Uint8Array>>();

/** The same request without its body, which {@link bodyOf} then finds. */
export function detachBody(request: Request): Request {
  if (bodies.has(request) || !request.body) return request;
  const lean = new Request(request.url, { method: request.method, headers: request.headers, signal: request.signal });
  bodies.set(lean, request.body);
  return lean;
}

/** For servers that never had a `Request` with a body. */
export function attachBody(request: Request, body: ReadableStream<Uint8Array>): void {
  bodies.set(request, body);
}

/** The request's body, or an empty stream. */
export function bodyOf(request: Request): ReadableStream<Uint8Array> {
  return bodies.get(request) ?? request.body ?? new Blob([]).stream();
}
