import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { blobSource } from '../sources/blob-source.js';
import type { UploadBody } from '../types.js';
import { wireBody } from './wire-body.js';

const BYTES = Uint8Array.of(1, 2, 3, 4, 5);
const bytesOf = async (body: Response | Blob) => [...new Uint8Array(await body.arrayBuffer())];

describe('wireBody()', () => {
  it('lets fetch of Node read the very memory, and gives it the size', async () => {
    const body = (await wireBody(BYTES)) as Blob;
    const { value } = await body.stream().getReader().read();
    expect(value?.buffer).toBe(BYTES.buffer);
    expect(body.size).toBe(5);
    expect(await bytesOf(new Response(body))).toEqual([...BYTES]);
  });

  it('goes over a real connection with its length, and a second time', async () => {
    const seen: [length: string | undefined, text: string][] = [];
    const server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      seen.push([request.headers['content-length'], text]);
      response.writeHead(204).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const body = await wireBody(new TextEncoder().encode('a chunk'));
    for (let turn = 0; turn < 2; turn++) await fetch(`http://127.0.0.1:${port}/`, { method: 'PUT', body });
    server.closeAllConnections();
    server.close();
    expect(seen).toEqual([
      ['7', 'a chunk'],
      ['7', 'a chunk'],
    ]);
  });

  it('is a Blob to everybody else who looks at it', async () => {
    const body = (await wireBody(new TextEncoder().encode('abcde'))) as Blob;
    expect(await body.text()).toBe('abcde');
    expect(await body.slice(1, 3).text()).toBe('bc');
    expect(await bytesOf(body)).toEqual([97, 98, 99, 100, 101]);
  });

  it('leaves a Blob as it is', async () => {
    const blob = new Blob(['x']);
    expect(await wireBody(blob)).toBe(blob);
  });
});

describe('blobSource()', () => {
  const given = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251);

  /** The memory that a chunk is read into; one piece is read. */
  async function memoryOf(chunk: UploadBody): Promise<ArrayBufferLike | undefined> {
    const reader = (chunk as Blob).stream().getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return value?.buffer;
  }

  it('gives the bytes to fetch, and to everyone who takes them as a Blob, and keeps the Blob whole', async () => {
    const blob = new Blob([given]);
    const source = blobSource(blob);
    const wanted = Buffer.from(given.slice(5, 200_007));
    for (let turn = 0; turn < 2; turn++) {
      const chunk = (await source.slice(5, 200_007)) as Blob;
      expect(chunk.size).toBe(wanted.length);
      for (const body of [new Response(chunk), chunk, new Blob([chunk]), new Response(chunk)]) {
        expect(Buffer.compare(Buffer.from(await body.arrayBuffer()), wanted)).toBe(0);
      }
    }
    expect(Buffer.compare(Buffer.from(await blob.arrayBuffer()), Buffer.from(given))).toBe(0);
  });

  it('reads a chunk into the memory of one that was released, and of no other', async () => {
    const source = blobSource(new Blob([given]));
    const first = await source.slice(0, 100_000);
    const memory = await memoryOf(first);
    const second = await source.slice(100_000, 200_000);
    expect(await memoryOf(second)).not.toBe(memory);
    source.release?.(first);
    expect(await memoryOf(await source.slice(200_000, 300_000))).toBe(memory);
  });
});
