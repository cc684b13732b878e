import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDiskStorage } from '../sandbox/disk-storage.js';
import { createMemoryStorage, type FileStorage } from './storage.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-storage-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const STORAGES: [name: string, make: () => Promise<FileStorage>][] = [
  ['createMemoryStorage()', async () => createMemoryStorage()],
  ['createDiskStorage()', () => createDiskStorage(join(folder, crypto.randomUUID()))],
];

const bytes = (...values: number[]) => Uint8Array.from(values);
const read = async (stream: ReadableStream<Uint8Array>) =>
  [...new Uint8Array(await new Response(stream).arrayBuffer())] as const;

describe.each(STORAGES)('%s', (_, make) => {
  it('writes at an offset, over what is there, and reads a gap as zeros', async () => {
    const storage = await make();
    expect(await storage.write('a', 0, bytes(1, 2, 3))).toBe(3);
    expect(await storage.write('a', 1, bytes(9))).toBe(1);
    expect(await storage.write('a', 5, new Blob([bytes(7)]).stream())).toBe(1);
    expect(await read(storage.read('a'))).toEqual([1, 9, 3, 0, 0, 7]);
    expect(await storage.size('a')).toBe(6);
  });

  it('reads a part: from its start up to and without its end', async () => {
    const storage = await make();
    await storage.write('a', 0, bytes(0, 1, 2, 3, 4));
    expect(await read(storage.read('a', 1, 3))).toEqual([1, 2]);
    expect(await read(storage.read('a', 3))).toEqual([3, 4]);
    expect(await read(storage.read('a', 2, 2))).toEqual([]);
  });

  it('keeps what came before a stream that fails, and throws its error', async () => {
    const storage = await make();
    const parts = [bytes(1, 2)];
    const failing = new ReadableStream<Uint8Array>({
      pull(controller) {
        const part = parts.shift();
        if (part) controller.enqueue(part);
        else controller.error(new Error('the sender left'));
      },
    });
    await expect(storage.write('a', 0, failing)).rejects.toThrow('the sender left');
    expect(await read(storage.read('a'))).toEqual([1, 2]);
  });

  it('renames, removes and hashes; a file that is not there has no bytes and can be removed', async () => {
    const storage = await make();
    await storage.write('a', 0, bytes(1, 2, 3));
    await storage.rename('a', 'b');
    expect([await storage.size('a'), await storage.size('b')]).toEqual([0, 3]);
    expect(await storage.sha256('b')).toBe(
      createHash('sha256')
        .update(bytes(1, 2, 3))
        .digest('hex'),
    );
    await storage.remove('b');
    await storage.remove('b');
    expect(await storage.size('b')).toBe(0);
  });
});

describe('createDiskStorage()', () => {
  it('refuses keys that leave its folder', async () => {
    const storage = await createDiskStorage(join(folder, 'keys'));
    for (const key of ['../outside', 'a/b', '.hidden', '']) {
      await expect(storage.write(key, 0, bytes(1))).rejects.toThrow('is not a storage key');
    }
  });
});
