import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FakePeerTube } from '../peertube/fake-peertube.js';
import { dispatch } from '../peertube/http/dispatch.js';
import { attachBody } from '../runtime/bodies.js';

/** Answers one request of node:http by the fake's MSW handlers. Bodies are streamed both ways. */
export async function serveRequest(
  fake: FakePeerTube,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const request = new Request(new URL(incoming.url ?? '/', fake.url), {
    method: incoming.method ?? 'GET',
    headers: headersOf(incoming),
    signal: gone.signal,
  });
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') attachBody(request, bodyStream(incoming));
  const response = await dispatch(fake, request);
  if (response.type === 'error') {
    incoming.socket.resetAndDestroy();
    return;
  }
  await send(response, outgoing, incoming);
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

/** Reads on demand, so that a slow writer slows the sender down. A cut connection is an error of the stream. */
function bodyStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = incoming[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}

async function send(response: Response, outgoing: ServerResponse, incoming: IncomingMessage): Promise<void> {
  const headers: Record<string, string> = Object.fromEntries(response.headers);
  if (!response.body) {
    if (response.status !== 204) headers['content-length'] ??= '0';
    outgoing.writeHead(response.status, headers).end();
  } else {
    outgoing.writeHead(response.status, headers);
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || outgoing.destroyed) break;
        if (!outgoing.write(value)) await drained(outgoing);
      }
    } catch {
      // A fault, or the reader left: both ends see a cut connection, which is the answer.
      incoming.socket.resetAndDestroy();
      return;
    } finally {
      await reader.cancel().catch(() => undefined); // Nothing left to cancel when the stream ended or failed.
    }
    outgoing.end();
  }
  // What is left of a body that the handler did not want: read it, or the connection could not be used again.
  if (!incoming.readableEnded) incoming.resume();
}

const drained = (outgoing: ServerResponse) =>
  new Promise<void>((resolve) => {
    outgoing.once('drain', resolve);
    outgoing.once('close', resolve);
  });
