import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, open, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UploadBody } from '../types.js';
import { fileSource } from './file-source.js';

vi.mock('node:fs/promises', { spy: true });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-source-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('fileSource()', () => {
  const path = () => join(folder, 'a clip.webm');
  const bytesOf = async (body: UploadBody) => [...new Uint8Array(await new Response(body).arrayBuffer())];
  beforeEach(() => writeFile(path(), Uint8Array.of(1, 2, 3, 4, 5)));

  it('reads slices by path and by URL, and knows name, type, size and time', async () => {
    for (const file of [path(), pathToFileURL(path())]) {
      const source = await fileSource(file);
      expect(source).toMatchObject({ name: 'a clip.webm', type: 'video/webm', sizeBytes: 5 });
      expect(source.lastModifiedMs).toBeGreaterThan(0);
      expect(await bytesOf(await source.slice(1, 4))).toEqual([2, 3, 4]);
      await source.close?.();
      expect(await bytesOf(await source.slice(0, 1))).toEqual([1]);
      await source.close?.();
    }
  });

  it('leaves a handle open that it was given', async () => {
    const handle = await open(path());
    const source = await fileSource(handle, { name: 'b.mp4' });
    await source.close?.();
    expect(await bytesOf(await source.slice(4, 5))).toEqual([5]);
    await handle.close();
  });

  it('reads from a handle into the memory of a chunk that was released, and of no other', async () => {
    const handle = await open(path());
    const source = await fileSource(handle, { name: 'b.mp4' });
    const slice = async (start: number, end: number) => (await source.slice(start, end)) as Uint8Array<ArrayBuffer>;
    const first = await slice(0, 3);
    const second = await slice(3, 5);
    expect(second.buffer).not.toBe(first.buffer);
    source.release?.(first);
    const third = await slice(1, 3);
    expect(third.buffer).toBe(first.buffer);
    expect([...second, ...third]).toEqual([4, 5, 2, 3]);
    await handle.close();
  });

  it('reads beyond 4 GiB', async () => {
    const gib = 2 ** 30;
    const handle = await open(path(), 'r+');
    await handle.truncate(5 * gib);
    for (const at of [1.5, 4, 4.5]) await handle.write(Uint8Array.of(at * 2), 0, 1, at * gib);
    await handle.close();
    const source = await fileSource(path());
    expect(source.sizeBytes).toBe(5 * gib);
    for (const at of [1.5, 4, 4.5]) {
      const body = await source.slice(at * gib - 1, at * gib + 2);
      expect(await bytesOf(body)).toEqual([0, at * 2, 0]);
      source.release?.(body);
    }
    expect(await bytesOf(await source.slice(5 * gib - 2, 5 * gib))).toEqual([0, 0]);
    await source.close?.();
  });

  it('notices that the file was written to', async () => {
    const source = await fileSource(path());
    await appendFile(path(), 'x');
    await expect(source.slice(0, 1)).rejects.toThrow('it was written to. Start again with a new key.');
    await source.close?.();
  });

  it('says so when there is no file', async () => {
    await expect(fileSource(join(folder, 'none'))).rejects.toMatchObject({ code: 'upload/invalid-file' });
    await expect(fileSource(folder)).rejects.toMatchObject({ code: 'upload/invalid-file' });
  });

  it('lets go of what turned out to be no file', async () => {
    await expect(fileSource(folder)).rejects.toThrow('This is not a file.');
    expect(vi.mocked(open).mock.settledResults.at(-1)?.value.fd).toBe(-1);
  });
});

describe.runIf(existsSync('/proc/self/fd'))('fileSource()', () => {
  /** How many handles this process has on a file. */
  async function handlesOn(path: string): Promise<number> {
    const targets = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
    return (await Promise.all(targets)).filter((target) => target === path).length;
  }

  it('opens the file once for slices that are read at the same time', async () => {
    const path = join(folder, 'together.mp4');
    await writeFile(path, 'abc');
    const source = await fileSource(path);
    await Promise.all([source.slice(0, 1), source.slice(1, 2), source.slice(2, 3)]);
    await source.close?.();
    expect(await handlesOn(path)).toBe(0);
  });

  it('leaves no handle open when the upload is refused before it reads', async () => {
    const path = join(folder, 'a.mp4');
    await writeFile(path, 'x'.repeat(100));
    const source = await fileSource(path);
    expect(await handlesOn(path)).toBe(0);
    await source.slice(0, 10);
    await source.close?.();
    expect(await handlesOn(path)).toBe(0);
  });
});
