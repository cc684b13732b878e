import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { HEAD_BYTES } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storageConfig } from '../config/storage.js';
import type { Db } from '../db/database.js';
import { hasObjectStore, type ObjectStore, startObjectStore } from '../test-support/object-store.js';
import { uploadStore } from '../uploads/upload-store.js';
import type { BucketStorage } from './bucket.js';
import { openStorage } from './open-storage.js';
import type { FileStorage } from './storage.js';

/** Two parts of a multipart upload, and a little more. */
const BYTES = randomBytes(11_000_000);
const KINDS = ['folder', ...(hasObjectStore() ? ['bucket'] : [])];

const whole = async (stream: Readable) => Buffer.concat(await stream.toArray());

describe.each(KINDS)('files in a %s', (kind) => {
  let store: ObjectStore | undefined;
  let dataDir: string;
  let files: FileStorage;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'piyakast-storage-'));
    store = kind === 'bucket' ? await startObjectStore() : undefined;
    const storage = storageConfig((await store?.bucket('contract')) ?? {});
    files = await openStorage({ storage, dataDir });
  }, 90_000);
  afterAll(async () => {
    if (files.kind === 's3') files.close();
    await store?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  // The database of the folder's side of tus is only asked what an upload is, which write() does not.
  const receive = (id: string, bytes: Uint8Array, offset = 0) =>
    uploadStore({} as Db, files).write(Readable.from([bytes]), id, offset);
  const stored = async (bytes: Uint8Array = BYTES) => {
    const id = randomUUID();
    await files.create(id, bytes.length);
    await receive(id, bytes);
    expect(await files.complete(id, bytes.length)).toBe(true);
    return id;
  };

  it('takes a file in parts, also when it is announced twice, and has it whole at the end', async () => {
    const id = randomUUID();
    await files.create(id, BYTES.length);
    expect(await receive(id, BYTES.subarray(0, 6_000_000))).toBe(6_000_000);
    await files.create(id, BYTES.length);
    expect(await files.complete(id, BYTES.length)).toBe(false);
    expect(await receive(id, BYTES.subarray(6_000_000), 6_000_000)).toBe(BYTES.length);
    expect(await files.complete(id, BYTES.length)).toBe(true);
    expect(await files.size(id)).toBe(BYTES.length);
    expect((await whole(await files.read(id))).equals(BYTES)).toBe(true);
  });

  it('shows the first bytes before and after the last one is here', async () => {
    const id = randomUUID();
    await files.create(id, BYTES.length);
    await receive(id, BYTES.subarray(0, 6_000_000));
    const head = BYTES.subarray(0, HEAD_BYTES);
    expect(Buffer.from((await files.head(id, HEAD_BYTES)) ?? []).equals(head)).toBe(true);
    await receive(id, BYTES.subarray(6_000_000), 6_000_000);
    expect(Buffer.from((await files.head(id, HEAD_BYTES)) ?? []).equals(head)).toBe(true);
  });

  it('reads ranges', async () => {
    const id = await stored();
    const part = await whole(await files.read(id, { start: 8_388_600, end: 8_388_700 }));
    expect(part.equals(BYTES.subarray(8_388_600, 8_388_701))).toBe(true);
  });

  it('gives programs a path, and leaves no copy behind', async () => {
    const id = await stored();
    const read = await files.withLocalFile(id, (path) => readFile(path));
    expect(read.equals(BYTES)).toBe(true);
    await expect(files.withLocalFile(id, () => Promise.reject(new Error('no'))).catch(String)).resolves.toBe(
      'Error: no',
    );
    expect(kind === 'folder' ? [] : await readdir(join(dataDir, 'tmp'))).toEqual([]);
  });

  it('keeps what is derived from a video, and removes it with the video', async () => {
    const id = await stored(BYTES.subarray(0, 100));
    const poster = join(dataDir, 'poster');
    await writeFile(poster, 'a picture');
    await files.writeDerived(id, 'poster.jpg', poster, 'image/jpeg');
    await files.writeDerived(id, 'hls/0.m3u8', poster, 'application/vnd.apple.mpegurl');
    expect([await files.derivedSize(id, 'poster.jpg'), await files.derivedSize(id, 'other')]).toEqual([9, undefined]);
    await files.writeSidecar(id, '{}');
    expect(await files.readSidecar(id)).toBe('{}');
    expect(await files.listSidecars()).toEqual([id]);
    await files.remove(id);
    await files.remove(id);
    expect([await files.size(id), await files.derivedSize(id, 'hls/0.m3u8')]).toEqual([undefined, undefined]);
    expect([await files.readSidecar(id), await files.listSidecars()]).toEqual([undefined, []]);
  });

  it('lists unfinished uploads as well, and removes every part of them', async () => {
    const id = randomUUID();
    await files.create(id, BYTES.length);
    await receive(id, BYTES.subarray(0, 6_000_000));
    const found = (await files.list()).find((file) => file.id === id);
    expect(Math.abs((found?.modifiedAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
    await files.remove(id);
    expect((await files.list()).map((file) => file.id)).not.toContain(id);
    if (store !== undefined) {
      expect((await store.client.listMultipartUploads({ Bucket: 'contract' })).Uploads ?? []).toEqual([]);
    }
  });

  it.each(['..', '../x', 'A', '/etc/passwd', '', `${randomUUID()}/../x`])('has no file named "%s"', async (name) => {
    await expect(async () => files.read(name)).rejects.toThrow('No file has this name.');
    const id = randomUUID();
    await expect(async () => files.writeDerived(id, name, 'x', 'x')).rejects.toThrow();
  });

  it('can be written, and says where it is', async () => {
    await files.check();
    expect(files.place).toMatch(kind === 'folder' ? /files$/ : /^s3:\/\/contract\/videos\/$/);
    expect(await files.freeBytes()).toBeGreaterThan(0);
  });

  if (kind === 'folder') return;

  it('plays by a signed address, and evaluates ranges and conditions', async () => {
    const bucket = files as BucketStorage;
    const id = await stored(BYTES.subarray(0, 1000));
    const url = await bucket.signedUrl(id, 60, { type: 'video/mp4', disposition: 'inline' });
    const answer = await fetch(url, { headers: { range: 'bytes=10-19' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([206, 'video/mp4']);
    expect(Buffer.from(await answer.arrayBuffer()).equals(BYTES.subarray(10, 20))).toBe(true);
    expect((await fetch(url.replace(/Signature=../, 'Signature=00'))).status).toBe(403);
    const { etag } = await bucket.get(id, {});
    expect((await bucket.get(id, { ifNoneMatch: etag })).status).toBe(304);
    expect((await bucket.get(id, { range: 'bytes=1000-' })).status).toBe(416);
    expect((await bucket.get(randomUUID(), {})).status).toBe(404);
  });

  it('finishes what a server left whole but in parts', async () => {
    const bucket = files as BucketStorage;
    const id = randomUUID();
    await files.create(id, 2000);
    Object.assign(bucket.uploads, { finishMultipartUpload: () => Promise.reject(new Error('killed')) });
    await expect(receive(id, BYTES.subarray(0, 2000))).rejects.toThrow('killed');
    Reflect.deleteProperty(bucket.uploads, 'finishMultipartUpload');
    expect(await files.size(id)).toBeUndefined();
    expect(await files.complete(id, 2000)).toBe(true);
    expect(await files.size(id)).toBe(2000);
  });
});
