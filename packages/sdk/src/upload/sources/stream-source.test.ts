import { describe, expect, it } from 'vitest';
import { streamSource } from './stream-source.js';

describe('streamSource()', () => {
  async function* pieces(...sizes: number[]) {
    let value = 0;
    for (const size of sizes) yield Uint8Array.from({ length: size }, () => value++ % 256);
  }
  const source = (sizeBytes: number, ...sizes: number[]) =>
    streamSource({ name: 'a', sizeBytes, stream: pieces(...sizes) });

  it('gives exact slices whatever the pieces are, and the last one twice', async () => {
    const stream = source(10, 3, 1, 6);
    expect(await stream.slice(0, 5)).toEqual(Uint8Array.of(0, 1, 2, 3, 4));
    expect(await stream.slice(2, 4)).toEqual(Uint8Array.of(2, 3));
    expect(await stream.slice(5, 10)).toEqual(Uint8Array.of(5, 6, 7, 8, 9));
    expect(await stream.slice(5, 10)).toEqual(Uint8Array.of(5, 6, 7, 8, 9));
  });

  it('keeps no more than the window', async () => {
    const stream = source(9, 3, 3, 3);
    await stream.slice(6, 9);
    await expect(stream.slice(0, 3)).rejects.toMatchObject({ code: 'upload/offset-lost', retryable: false });
  });

  it('reads a chunk into the memory of one that was released, and of no other', async () => {
    const stream = source(12, 3, 3, 3, 3);
    const slice = async (start: number, end: number) => (await stream.slice(start, end)) as Uint8Array<ArrayBuffer>;
    const first = await slice(0, 4);
    stream.release?.(first);
    const second = await slice(4, 8);
    expect(second.buffer).toBe(first.buffer);
    const again = await slice(4, 8);
    stream.release?.(again);
    const third = await slice(8, 12);
    expect(third.buffer).not.toBe(first.buffer);
    expect([second, third]).toEqual([Uint8Array.of(4, 5, 6, 7), Uint8Array.of(8, 9, 10, 11)]);
  });

  it('gives a released chunk once more when the server lost it', async () => {
    const stream = source(12, 12);
    stream.release?.(await stream.slice(0, 4));
    expect(await stream.slice(2, 4)).toEqual(Uint8Array.of(2, 3));
    expect(await stream.slice(2, 8)).toEqual(Uint8Array.of(2, 3, 4, 5, 6, 7));
  });

  it('loses no byte when it is stopped while it reads', async () => {
    const stream = source(9, 3, 3, 3);
    const stop = new AbortController();
    await stream.slice(0, 1);
    const stopped = stream.slice(0, 9, { signal: stop.signal });
    stop.abort(new Error('paused'));
    await expect(stopped).rejects.toThrow('paused');
    expect(await stream.slice(0, 9)).toEqual(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8));
  });

  it('ends a read that hangs with the signal, and gives the piece that comes later to the next read', async () => {
    const { writable, readable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const stream = streamSource({ name: 'a', sizeBytes: 4, stream: readable });
    void writer.write(Uint8Array.of(1, 2));
    const stop = new AbortController();
    const hanging = stream.slice(0, 4, { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('paused'));
    await expect(hanging).rejects.toThrow('paused');
    void writer.write(Uint8Array.of(3, 4));
    void writer.close();
    expect(await stream.slice(0, 4)).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  it('ends with the signal when every byte came and the stream stays open', async () => {
    const { writable, readable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const stream = streamSource({ name: 'a', sizeBytes: 2, stream: readable });
    void writer.write(Uint8Array.of(1, 2));
    const stop = new AbortController();
    const hanging = stream.slice(0, 2, { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('cancelled'));
    await expect(hanging).rejects.toThrow('cancelled');
    void writer.close();
    expect(await stream.slice(0, 2)).toEqual(Uint8Array.of(1, 2));
  });

  it('closes without waiting for a piece that never comes', async () => {
    async function* stalled() {
      yield Uint8Array.of(1);
      await new Promise(() => undefined);
    }
    const stream = streamSource({ name: 'a', sizeBytes: 2, stream: stalled() });
    const stop = new AbortController();
    const hanging = stream.slice(0, 2, { signal: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('cancelled'));
    await expect(hanging).rejects.toThrow('cancelled');
    await stream.close?.();
  });

  it('skips pieces without a byte, at the end too', async () => {
    expect(await source(4, 0, 2, 0, 2, 0).slice(0, 4)).toEqual(Uint8Array.of(0, 1, 2, 3));
  });

  it('skips what the server has already', async () => {
    const stream = source(9, 2, 2, 5);
    expect(await stream.slice(5, 9)).toEqual(Uint8Array.of(5, 6, 7, 8));
  });

  it('does not care whether the stream uses its own memory again', async () => {
    async function* oneBuffer() {
      const piece = new Uint8Array(2);
      for (let value = 0; value < 6; value++) yield piece.fill(value);
    }
    const stream = streamSource({ name: 'a', sizeBytes: 12, stream: oneBuffer() });
    expect(await stream.slice(0, 7)).toEqual(Uint8Array.of(0, 0, 1, 1, 2, 2, 3));
    expect(await stream.slice(7, 12)).toEqual(Uint8Array.of(3, 4, 4, 5, 5));
  });

  it('refuses a stream that is shorter or longer than announced', async () => {
    await expect(source(10, 3).slice(0, 5)).rejects.toThrow('the stream ended after 3 of 10 bytes.');
    await expect(source(4, 3, 3).slice(0, 4)).rejects.toThrow('the stream gives more than the 4 bytes announced.');
    await expect(source(3, 3, 1).slice(0, 3)).rejects.toThrow('the stream gives more than the 3 bytes announced.');
  });
});
