import type { UploadBody } from '../types.js';

/** What makes bodies for a `fetch` that asks a Blob for its stream. */
const nodeBodies = () => import('../node/node-bodies.js');

let isAsked: boolean | undefined;

/** That part, in Node and Deno; `undefined` where `fetch` takes a Blob's bytes from within. */
export async function streamedBodies(): Promise<Awaited<ReturnType<typeof nodeBodies>> | undefined> {
  if (isAsked === undefined) {
    isAsked = false;
    const stream = () => {
      isAsked = true;
      return new ReadableStream();
    };
    new Response(Object.defineProperty(new Blob(), 'stream', { value: stream }));
  }
  return isAsked ? nodeBodies() : undefined;
}

/**
 * The body as it goes to `fetch`. Node's copies the bytes that it is given, a chunk of garbage for each sent, whose
 * collection takes longer than the sending.
 */
export async function wireBody(body: UploadBody): Promise<UploadBody> {
  const part = body instanceof Blob ? undefined : await streamedBodies();
  return part && !(body instanceof Blob) ? new part.WireBlob(body) : body;
}
