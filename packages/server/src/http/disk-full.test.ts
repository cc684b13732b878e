import { rm, symlink } from 'node:fs/promises';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RESERVE_BYTES } from '../files/disk.js';
import { sampleMp4, sha256 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(() => {
  vi.restoreAllMocks();
});

const full = { status: 507, code: 'upload/server-full' };
const problemOf = async (answer: Response) => (await answer.json()) as { status: number; code: string; detail: string };
const begin = async (bytes: Uint8Array<ArrayBuffer>, name: string) => {
  const created = await server.tus('alice').create({ bytes, metadata: { name } });
  return created.headers.get('location') ?? '';
};

describe('a full disk (promise 37)', () => {
  it.runIf(process.platform === 'linux')(
    'is said to the sender of bytes, and logged; room lets the upload end',
    async () => {
      const error = vi.spyOn(server.services.log, 'error');
      const bytes = sampleMp4();
      const location = await begin(bytes, 'does not fit');
      const path = server.filePath(location.split('/').at(-1) ?? '');
      // Writing there fails as it fails on a full disk (full(4)).
      await rm(path);
      await symlink('/dev/full', path);
      const refused = await server.tus('alice').patch(location, 0, bytes);
      expect(await problemOf(refused)).toMatchObject(full);
      await rm(path);
      await server.services.files.create(location.split('/').at(-1) ?? '', 1);
      expect((await server.tus('alice').patch(location, 0, bytes)).status).toBe(204);
      expect(error.mock.calls.map(([fields]) => fields)).toContainEqual(expect.objectContaining({ code: full.code }));
    },
  );

  it('refuses bytes that would not leave the reserve, and takes them when there is room', async () => {
    const bytes = sampleMp4(50_000);
    const location = await begin(bytes, 'later full');
    vi.spyOn(server.services.files, 'freeBytes').mockResolvedValue(RESERVE_BYTES + 49_999);
    const error = vi.spyOn(server.services.log, 'error');
    const refused = await server.tus('alice').patch(location, 0, bytes);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await problemOf(refused)).toMatchObject(full);
    expect(error.mock.calls.map(([fields]) => fields)).toContainEqual(expect.objectContaining({ code: full.code }));
    vi.restoreAllMocks();
    expect((await server.tus('alice').head(location)).headers.get('upload-offset')).toBe('0');
    expect((await server.tus('alice').patch(location, 0, bytes)).status).toBe(204);
  });

  it('refuses an upload that would not fit before its first byte, and keeps what it has', async () => {
    server.sandbox.faults.set({ down: true });
    const kept = sampleMp4();
    const id = await server.tus('alice').send({ bytes: kept, metadata: { name: 'kept' } });
    vi.spyOn(server.services.files, 'freeBytes').mockResolvedValue(RESERVE_BYTES + 49_999);
    const refused = await server.tus('alice').create({ bytes: sampleMp4(50_000), metadata: { name: 'too large' } });
    expect(await problemOf(refused)).toMatchObject({ ...full, detail: expect.stringContaining('is full') });
    expect((await server.tus('alice').create({ bytes: sampleMp4(49_999), metadata: { name: 'fits' } })).status).toBe(
      201,
    );
    const media = await fetch(`${server.url}/media/${id}`);
    expect(sha256(new Uint8Array(await media.arrayBuffer()))).toBe(sha256(kept));
    server.sandbox.faults.clear();
    const isPublished = async () => (await server.client('alice').videos.get(id)).state === 'published';
    await until('the publication', isPublished);
  });

  it('makes the server not ready, by name', async () => {
    vi.spyOn(server.services.files, 'freeBytes').mockResolvedValue(RESERVE_BYTES - 1);
    const answer = await fetch(`${server.url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      status: 'unavailable',
      checks: { database: 'ok', storage: 'full', publishing: 'ok' },
    });
    vi.restoreAllMocks();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  it('of the database is no "500" to the user', async () => {
    const cause = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
    vi.spyOn(server.services.receiving, 'begin').mockRejectedValue(new Error('Failed query', { cause }));
    const refused = await server.tus('alice').create({ bytes: sampleMp4(), metadata: { name: 'no row' } });
    expect(await problemOf(refused)).toMatchObject(full);
  });
});
