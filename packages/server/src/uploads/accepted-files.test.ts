import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

/** First bytes of each kind, from the formats' specifications; the rest is of no interest here. */
const ASF = '3026b2758e66cf11a6d900aa0062ce6c';
const MPEG_PROGRAM = '000001ba44000400040100000103f8';
const OGG_OPUS = `4f67675300020000000000000000${'00'.repeat(12)}01134f70757348656164`;
const TEXT = Buffer.from('not a video, whatever it is called. ').toString('hex');

const file = (hex: string, sizeBytes = 70_000): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(sizeBytes);
  bytes.set(Buffer.from(hex, 'hex'));
  return bytes;
};

describe.each(['6.3.0', '8.2.1'] as const)('files for a PeerTube %s', (version) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ sandbox: { version } });
    await until('PeerTube to be seen', async () => {
      const { peertube } = await server.client('stranger').status.get();
      return peertube[0]?.state === 'up';
    });
  });
  afterAll(() => server.close());

  it.each([
    ['ok.wmv', ASF],
    ['a.wma', ASF],
    ['a.mpg', MPEG_PROGRAM],
    ['a.vob', MPEG_PROGRAM],
  ])('%s is received and published', async (filename, hex) => {
    const id = await server.tus('alice').send({ bytes: file(hex), metadata: { name: `file ${filename}` }, filename });
    const { videos } = server.client('alice');
    await until('the publication', async () => (await videos.get(id)).state === 'published');
    expect(server.sandbox.videos().find(({ name }) => name === `file ${filename}`)).toBeDefined();
  });

  it.each([
    ['voice.opus', OGG_OPUS, /voice\.opus.*\.mp4/],
    ['renamed.mp4', TEXT, /not a video or sound/],
  ])('%s is refused before it counts as received', async (filename, hex, detail) => {
    const bytes = file(hex);
    const created = await server.tus('alice').create({ bytes, metadata: { name: 'refused' }, filename });
    const location = created.headers.get('location') ?? '';
    const answer = await server.tus('alice').patch(location, 0, bytes);
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({
      code: 'upload/unsupported-type',
      detail: expect.stringMatching(detail),
    });
    const video = await server.client('alice').videos.get(location.split('/').at(-1) ?? '');
    expect(video).toMatchObject({ state: 'rejected', problem: { final: true } });
  });

  it('the status lists what the instance takes', async () => {
    const { limits } = await server.client('stranger').status.get();
    expect(limits.extensions).toContain('.wmv');
    expect(limits.extensions).not.toContain('.opus');
    expect(limits.extensions.includes('.ts')).toBe(version === '8.2.1');
  });
});
