import { describe, expect, it } from 'vitest';
import { createPiyakast } from '../../piyakast/create-piyakast.js';
import { PiyakastClient } from '../../piyakast/piyakast-client.js';
import { instantClock } from '../test-support/instant-clock.js';
import { encodeMetadata } from './tus-protocol.js';

const URL_ = 'https://cast.example';
const FILE = new File([Uint8Array.from({ length: 2_500 }, (_, index) => index % 251)], '한글.mp4', {
  type: 'video/mp4',
});
const CHUNKS = { chunkBytes: 1_000, maxChunkBytes: 1_000 };

type Answer = { status: number; headers?: Record<string, string>; json?: unknown } | 'cut';

/** A transcript: each request must be the next expected line, and gets the answer beside it. */
function transcript(...steps: [line: string, answer: Answer][]) {
  const left = [...steps];
  const requests: Request[] = [];
  const fetch = async (input: Request | URL | string, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const offset = request.headers.get('upload-offset');
    const line = `${request.method} ${new URL(request.url).pathname}${offset === null ? '' : ` @${offset}`}`;
    const [wanted, answer] = left.shift() ?? ['nothing more', 'cut'];
    expect(line).toBe(wanted);
    requests.push(request);
    if (answer === 'cut') throw new TypeError('fetch failed');
    const { status, headers = {}, json } = answer;
    return new Response(json === undefined ? null : JSON.stringify(json), { status, headers });
  };
  const clock = instantClock();
  const client = new PiyakastClient({
    url: URL_,
    token: 'secret',
    fetch,
    clock,
    random: () => 0.5,
    retry: { limit: 0 },
  });
  return { client, requests, left };
}

const created: Answer = { status: 201, headers: { location: '/api/v1/uploads/v1' } };
const at = (offset: number, status = 204): Answer => ({ status, headers: { 'upload-offset': String(offset) } });
const stored: Answer = { status: 200, json: { id: 'v1', state: 'stored' } };

describe('uploadToPiyakast()', () => {
  it('speaks tus 1.0 and ends with the stored video (promise 78)', async () => {
    const { client, requests, left } = transcript(
      ['POST /api/v1/uploads', created],
      ['HEAD /api/v1/uploads/v1', at(0, 200)],
      ['PATCH /api/v1/uploads/v1 @0', at(1_000)],
      ['PATCH /api/v1/uploads/v1 @1000', at(2_000)],
      ['PATCH /api/v1/uploads/v1 @2000', at(2_500)],
      ['GET /api/v1/videos/v1', stored],
    );
    const upload = client.uploads.upload(FILE, { name: 'A clip', tags: ['aa'], ...CHUNKS });
    await expect(upload.done).resolves.toMatchObject({ id: 'v1', state: 'stored' });
    expect(left).toEqual([]);
    const [init, , chunk] = requests;
    expect(init?.headers.get('tus-resumable')).toBe('1.0.0');
    expect(init?.headers.get('upload-length')).toBe('2500');
    expect(init?.headers.get('authorization')).toBe('Bearer secret');
    expect(decoded(init)).toEqual({
      metadata: '{"name":"A clip","tags":["aa"]}',
      filename: '한글.mp4',
      filetype: 'video/mp4',
      key: upload.key,
    });
    expect(chunk?.headers.get('content-type')).toBe('application/offset+octet-stream');
    expect(await chunk?.arrayBuffer()).toHaveProperty('byteLength', 1_000);
  });

  it('sends a long description in the body of the creation, for no proxy passes on a header line of that length', async () => {
    const { client, requests } = transcript(
      ['POST /api/v1/uploads', created],
      ['HEAD /api/v1/uploads/v1', at(2_500, 200)],
      ['GET /api/v1/videos/v1', stored],
    );
    const description = '한'.repeat(10_000);
    const upload = client.uploads.upload(FILE, { name: ' A clip ', description, key: 'long', ...CHUNKS });
    await upload.done;
    const [init] = requests;
    expect(decoded(init)).toEqual({ filename: '한글.mp4', filetype: 'video/mp4', key: 'long' });
    expect(init?.headers.get('content-type')).toBe('application/json');
    expect(await init?.json()).toEqual({ name: 'A clip', description });
  });

  it.each([1_300, 1_400])(
    'keeps the header line below 8 KiB with %i characters and a long file name',
    async (length) => {
      const { client, requests } = transcript(
        ['POST /api/v1/uploads', created],
        ['HEAD /api/v1/uploads/v1', at(2_500, 200)],
        ['GET /api/v1/videos/v1', stored],
      );
      const file = new File([FILE], `${'한'.repeat(250)}.mp4`);
      await client.uploads.upload(file, { name: 'A clip', description: '한'.repeat(length), ...CHUNKS }).done;
      const [init] = requests;
      expect(init?.headers.get('upload-metadata')?.length).toBeLessThan(8_000);
      expect(init?.headers.has('content-type')).toBe(length === 1_400);
    },
  );

  it('asks for the offset after a cut and after a conflict', async () => {
    const { client, left } = transcript(
      ['POST /api/v1/uploads', created],
      ['HEAD /api/v1/uploads/v1', at(0, 200)],
      ['PATCH /api/v1/uploads/v1 @0', 'cut'],
      ['HEAD /api/v1/uploads/v1', at(400, 200)],
      ['PATCH /api/v1/uploads/v1 @400', { status: 409 }],
      ['HEAD /api/v1/uploads/v1', at(1_700, 200)],
      ['PATCH /api/v1/uploads/v1 @1700', at(2_500)],
      ['GET /api/v1/videos/v1', stored],
    );
    await client.uploads.upload(FILE, { name: 'A clip', ...CHUNKS }).done;
    expect(left).toEqual([]);
  });

  it('waits while another request holds the upload', async () => {
    const { client, left } = transcript(
      ['POST /api/v1/uploads', created],
      ['HEAD /api/v1/uploads/v1', { status: 423 }],
      ['HEAD /api/v1/uploads/v1', at(2_500, 200)],
      ['GET /api/v1/videos/v1', stored],
    );
    await client.uploads.upload(FILE, { name: 'A clip', ...CHUNKS }).done;
    expect(left).toEqual([]);
  });

  it('takes the video for the upload when the server has moved the file on already', async () => {
    const { client, left } = transcript(
      ['POST /api/v1/uploads', created],
      ['HEAD /api/v1/uploads/v1', { status: 404 }],
      ['GET /api/v1/videos/v1', { status: 200, json: { id: 'v1', state: 'published' } }],
    );
    await expect(client.uploads.upload(FILE, { name: 'A clip', key: 'k', ...CHUNKS }).done).resolves.toMatchObject({
      state: 'published',
    });
    expect(left).toEqual([]);
  });

  it('rejects with the reason when the server has refused the file meanwhile (promise 51)', async () => {
    const problem = { code: 'upload/unsupported-type', detail: '"a.mp4" is not a video; choose another file.' };
    const { client, left } = transcript(
      ['POST /api/v1/uploads', created],
      ['HEAD /api/v1/uploads/v1', { status: 410 }],
      ['GET /api/v1/videos/v1', { status: 200, json: { id: 'v1', state: 'rejected', problem } }],
    );
    await expect(client.uploads.upload(FILE, { name: 'A clip', key: 'k', ...CHUNKS }).done).rejects.toMatchObject({
      name: 'UploadError',
      code: problem.code,
      message: problem.detail,
      retryable: false,
    });
    expect(left).toEqual([]);
  });

  it('ends with the video when every byte was received before', async () => {
    const { client, left } = transcript(
      ['POST /api/v1/uploads', created],
      ['HEAD /api/v1/uploads/v1', at(2_500, 200)],
      ['GET /api/v1/videos/v1', { status: 200, json: { id: 'v1', state: 'local' } }],
    );
    const { done } = client.uploads.upload(FILE, { name: 'A clip', key: 'k', ...CHUNKS });
    await expect(done).resolves.toMatchObject({ id: 'v1', state: 'local' });
    expect(left).toEqual([]);
  });

  it('ends with the code that the server sends', async () => {
    const problem = { type: 'about:blank', status: 413, code: 'upload/too-large', detail: 'At most 2 GB.' };
    const { client } = transcript(['POST /api/v1/uploads', { status: 413, json: problem }]);
    await expect(client.uploads.upload(FILE, { name: 'A clip' }).done).rejects.toMatchObject({
      name: 'UploadError',
      code: 'upload/too-large',
      status: 413,
    });
  });

  it('checks the metadata before anything is sent (promise 9)', () => {
    const { client } = transcript();
    expect(() => client.uploads.upload(FILE, { name: 'ab' })).toThrow(
      'The field "name" must be 3 to 120 characters long, not 2.',
    );
  });
});

describe('encodeMetadata()', () => {
  it('writes UTF-8 in base64 and leaves the value of an empty entry out', () => {
    expect(encodeMetadata({ filename: 'é', filetype: '' })).toBe('filename w6k=,filetype');
  });
});

describe('createPiyakast()', () => {
  it('asks for the token again when the server refuses it, and fails plainly without one', async () => {
    const tokens = ['old', 'new'];
    const seen: (string | null)[] = [];
    const fetch = async (input: Request | URL | string, init?: RequestInit) => {
      const authorization = new Request(input, init).headers.get('authorization');
      seen.push(authorization);
      return authorization === 'Bearer new' ? Response.json({ subject: 'me' }) : new Response(null, { status: 401 });
    };
    const client = new PiyakastClient({ url: URL_, token: () => tokens.shift(), fetch });
    await expect(client.session()).resolves.toEqual({ subject: 'me' });
    expect(seen).toEqual(['Bearer old', 'Bearer new']);
    await expect(client.session()).rejects.toMatchObject({ code: 'auth/not-signed-in', name: 'AuthError' });
    expect(createPiyakast({ url: `${URL_}/path` }).url).toBe(URL_);
  });
});

function decoded(request: Request | undefined): Record<string, string> {
  const pairs = (request?.headers.get('upload-metadata') ?? '').split(',').map((pair) => pair.split(' '));
  return Object.fromEntries(
    pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString('utf8')]),
  );
}
