import { HEAD_BYTES } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../../test-support/test-server.js';
import type { TusFile } from '../../test-support/tus.js';

const MAX_BYTES = 1_000_000;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ env: { MAX_UPLOAD_BYTES: String(MAX_BYTES) } });
});
afterAll(() => server.close());

const announce = (change: Partial<TusFile> & { metadata?: object }, sizeBytes?: number) => {
  const file = { bytes: sampleMp4(200), metadata: { name: 'a name' }, ...change } as TusFile;
  return server.tus('alice').create(file, sizeBytes);
};

describe('POST /api/v1/uploads', () => {
  it('refuses strangers before the first byte', async () => {
    const answer = await server.tus('stranger').create({ bytes: sampleMp4(), metadata: { name: 'a name' } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'auth/not-signed-in', status: 401 });
  });

  it('refuses a file that is too large before the first byte (promise 50)', async () => {
    const answer = await announce({}, MAX_BYTES + 1);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({
      code: 'upload/too-large',
      detail: 'The file has 1000001 bytes; this server takes at most 1000000.',
    });
    expect((await announce({}, MAX_BYTES)).status).toBe(201);
  });

  it.each([
    ['name', { name: 'ab' }],
    ['name', {}],
    ['name', { name: '  a  ' }],
    ['name', { name: 'x'.repeat(121) }],
    ['tags', { name: 'a name', tags: ['a'] }],
    ['tags', { name: 'a name', tags: ['x'.repeat(31)] }],
    ['tags', { name: 'a name', tags: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'] }],
    ['description', { name: 'a name', description: 'ab' }],
    ['description', { name: 'a name', description: 'x'.repeat(10_001) }],
    ['language', { name: 'a name', language: 'x'.repeat(11) }],
    ['privacy', { name: 'a name', privacy: 'secret' }],
    ['videoPasswords', { name: 'a name', privacy: 'password' }],
    ['videoPasswords', { name: 'a name', privacy: 'password', videoPasswords: ['열려라 참깨'] }],
    ['nsfw', { name: 'a name', nsfw: 'yes' }],
  ])('refuses metadata beyond the bounds and names the field "%s" (promise 9)', async (field, metadata) => {
    const answer = await announce({ metadata });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'upload/invalid-metadata', field });
  });

  it.each(['1e3', '0x10', ' ', '1.0', '-1', '0', '9007199254740992'])(
    'refuses "%s" as a size, and names the header',
    async (length) => {
      const headers = { ...server.as('alice'), 'tus-resumable': '1.0.0', 'upload-length': length };
      const answer = await fetch(`${server.url}/api/v1/uploads`, { method: 'POST', headers });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'upload/invalid-metadata', field: 'Upload-Length' });
    },
  );

  it.each([
    ['Upload-Offset', 400, { 'content-type': 'application/offset+octet-stream' }],
    ['Upload-Offset', 400, { 'content-type': 'application/offset+octet-stream', 'upload-offset': '1e2' }],
    ['Content-Type', 415, { 'upload-offset': '0' }],
  ])('bytes without a good %s are refused, and nothing is written', async (field, status, given) => {
    const location = (await announce({})).headers.get('location') ?? '';
    const headers = { ...server.as('alice'), 'tus-resumable': '1.0.0', ...given };
    const init = { method: 'PATCH', headers, body: new Uint8Array(200) };
    const answer = await fetch(`${server.url}${location}`, init);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ field });
    expect((await server.tus('alice').head(location)).headers.get('upload-offset')).toBe('0');
  });

  it('takes metadata exactly at the bounds (promise 9)', async () => {
    const tags = ['ab', 'x'.repeat(30), 'three', 'four', 'five'];
    for (const name of ['abc', 'x'.repeat(120)]) {
      const metadata = { name, tags, description: 'x'.repeat(10_000), language: 'ko', nsfw: true };
      expect((await announce({ metadata })).status).toBe(201);
    }
  });

  it('takes 10,000 characters of Korean from the header, as other tus clients send them', async () => {
    const description = '한'.repeat(10_000);
    const answer = await announce({ metadata: { name: 'a name', description } });
    expect(answer.status).toBe(201);
    const id = answer.headers.get('location')?.split('/').at(-1) ?? '';
    expect(await server.client('alice').videos.get(id)).toMatchObject({ description });
  });

  describe('with the metadata in the body', () => {
    const post = (fields: Record<string, string>, body?: unknown) =>
      fetch(`${server.url}/api/v1/uploads`, {
        method: 'POST',
        headers: {
          ...server.as('alice'),
          'tus-resumable': '1.0.0',
          'upload-length': '50000',
          'upload-metadata': Object.entries({ filename: 'clip.mp4', ...fields })
            .map(([name, value]) => `${name} ${btoa(value)}`)
            .join(','),
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      });

    it('reads it there, by the same rules', async () => {
      const description = '한'.repeat(10_000);
      const answer = await post({ key: 'by-body' }, { name: ` ${'x'.repeat(120)} `, description });
      expect([answer.status, answer.headers.get('upload-offset')]).toEqual([201, null]);
      const id = answer.headers.get('location')?.split('/').at(-1) ?? '';
      const video = await server.client('alice').videos.get(id);
      expect(video).toMatchObject({ state: 'receiving', name: 'x'.repeat(120), description });
      expect((await server.tus('alice').head(`/api/v1/uploads/${id}`)).headers.get('upload-offset')).toBe('0');
      // The answer got lost, and the same announcement comes again.
      expect((await post({ key: 'by-body' }, { name: 'a name' })).headers.get('location')).toContain(id);
    });

    it.each([
      ['description', { name: 'a name', description: 'x'.repeat(10_001) }],
      ['nsfw', { name: 'a name', nsfw: 'true' }],
      ['name', {}],
      ['metadata', null],
    ])('names the field "%s" that is wrong', async (field, body) => {
      const answer = await post({}, body);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'upload/invalid-metadata', field });
    });

    it('goes by the header where both are there', async () => {
      const answer = await post({ metadata: '{"name":"in the header"}' }, { name: 'in the body' });
      const id = answer.headers.get('location')?.split('/').at(-1) ?? '';
      expect((await server.client('alice').videos.get(id)).name).toBe('in the header');
    });
  });

  it('gives the same upload for the same key of the same user, also when asked twice at once', async () => {
    const file = { bytes: sampleMp4(), metadata: { name: 'a name' }, key: 'one-key' };
    const answers = await Promise.all([1, 2, 3].map(() => server.tus('alice').create(file)));
    const locations = new Set(answers.map((answer) => answer.headers.get('location')));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(locations.size).toBe(1);
    const other = await server.tus('bob').create(file);
    expect(locations).not.toContain(other.headers.get('location'));
  });

  it('tells what it can do', async () => {
    const answer = await fetch(`${server.url}/api/v1/uploads`, { method: 'OPTIONS' });
    expect(answer.headers.get('tus-max-size')).toBe(String(MAX_BYTES));
    expect(answer.headers.get('tus-extension')).toContain('creation');
  });
});

describe('PATCH /api/v1/uploads/:id', () => {
  it('takes bytes in parts and never past the announced end (promise 78)', async () => {
    const bytes = sampleMp4(10_000);
    const tus = server.tus('alice');
    const location = (await tus.create({ bytes, metadata: { name: 'in parts' } })).headers.get('location') ?? '';
    expect((await tus.patch(location, 0, bytes.subarray(0, 6000))).headers.get('upload-offset')).toBe('6000');
    expect((await tus.head(location)).headers.get('upload-offset')).toBe('6000');
    expect((await tus.patch(location, 5000, bytes.subarray(5000))).status).toBe(409);
    const tooMuch = await tus.patch(location, 6000, sampleMp4(5000));
    expect(tooMuch.status).toBe(413);
    expect(await tooMuch.json()).toMatchObject({ status: 413, code: 'http/too-large' });
    expect((await tus.patch(location, 6000, bytes.subarray(6000))).status).toBe(204);
    const finished = await tus.head(location);
    expect(finished.headers.get('upload-offset')).toBe('10000');
  });

  it('refuses what is no video by its first bytes, whatever its name says (promise 51)', async () => {
    const bytes = sampleMp4(100_000);
    bytes.write('MZ', 0, 'latin1');
    bytes.fill(0x90, 2, 40);
    const tus = server.tus('alice');
    const location =
      (await tus.create({ bytes, metadata: { name: 'not a video' }, filename: 'holiday.mp4' })).headers.get(
        'location',
      ) ?? '';
    const early = await tus.patch(location, 0, bytes.subarray(0, HEAD_BYTES));
    expect(early.status).toBe(415);
    expect(await early.json()).toMatchObject({ code: 'upload/unsupported-type' });
    const id = location.split('/').at(-1) ?? '';
    const video = await server.client('alice').videos.get(id);
    expect(video).toMatchObject({ state: 'rejected', problem: { code: 'upload/unsupported-type' }, sources: [] });
    expect(await server.services.files.size(id)).toBeUndefined();
  });

  it.each([
    ['Matroska', '1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b61', 'video/x-matroska'],
    ['QuickTime', '0000001466747970717420200000000071742020', 'video/quicktime'],
    ['AVI', '524946460010000041564920', 'video/x-msvideo'],
  ])('takes %s by its content, under any name (promise 51)', async (_kind, beginning, type) => {
    const bytes = Buffer.concat([Buffer.from(beginning, 'hex'), Buffer.alloc(9000)]) as Buffer<ArrayBuffer>;
    const id = await server.tus('alice').send({ bytes, metadata: { name: 'by content' }, filename: 'file.bin' });
    expect(await server.client('alice').videos.get(id)).toMatchObject({ type });
  });

  it('is stored at once when the announcement brings every byte', async () => {
    const bytes = sampleMp4(10_000);
    const fields = { filename: 'clip.mp4', metadata: JSON.stringify({ name: 'in one request' }) };
    const answer = await fetch(`${server.url}/api/v1/uploads`, {
      method: 'POST',
      headers: {
        ...server.as('alice'),
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': Object.entries(fields)
          .map(([name, value]) => `${name} ${btoa(value)}`)
          .join(','),
        'content-type': 'application/offset+octet-stream',
      },
      body: bytes,
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('upload-offset')).toBe('10000');
    const id = answer.headers.get('location')?.split('/').at(-1) ?? '';
    expect((await server.client('alice').videos.get(id)).state).not.toBe('receiving');
  });

  it('belongs to who announced it', async () => {
    const location =
      (await server.tus('alice').create({ bytes: sampleMp4(), metadata: { name: 'mine' } })).headers.get('location') ??
      '';
    expect((await server.tus('bob').patch(location, 0, sampleMp4())).status).toBe(403);
    expect((await server.tus('stranger').head(location)).status).toBe(401);
    expect((await server.tus('bob').remove(location)).status).toBe(403);
    expect((await server.tus('alice').remove(location)).status).toBe(204);
    expect((await server.tus('alice').head(location)).status).toBe(404);
  });
});
