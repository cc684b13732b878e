import { describe, expect, it } from 'vitest';
import { memoryRecords } from '../../upload/records/memory-records.js';
import { getMe } from '../account/get-me.js';
import { signIn } from '../account/sign-in/sign-in.js';
import { createChannel } from '../channels/create-channel.js';
import { deleteChannel } from '../channels/delete-channel.js';
import { createPeerTube } from '../request/create-peertube.js';
import { answering, isChunk, isInit, isLastChunk, isQuestion } from './test-support/broken-answers.js';
import { type FakeInstance, fakeInstance, videoFile } from './test-support/fake-instance.js';
import { png } from './test-support/pictures.js';
import { uploadLegacy } from './upload-legacy.js';
import { uploadVideo } from './upload-video.js';

const MIB = 1024 * 1024;
const FIELDS = { name: 'A clip', chunkBytes: 1_000, maxChunkBytes: 1_000 };
const file = (sizeBytes = 3_500) => videoFile(sizeBytes);
const announced = ({ transcript }: FakeInstance) => transcript.filter((line) => line.startsWith('POST videos/upload'));

/** A problem document as PeerTube sends it. */
const document = (status: number, detail: string, code?: string): Response =>
  Response.json({ status, detail, ...(code && { code }) }, { status });

/** Two accounts, and the channel of the second. */
async function withForeignChannel(version: '6.3.0' | '8.2.1') {
  const instance = await fakeInstance({ version, accounts: [{ username: 'mina' }, { username: 'joon' }] });
  const { fake } = instance;
  const other = createPeerTube({ url: fake.url, fetch: (input, init) => fake.fetch(new Request(input, init)) });
  const [, joon] = fake.accounts;
  if (joon) await signIn(other, joon);
  const [channel] = (await getMe(other)).videoChannels;
  return { ...instance, foreign: channel?.id ?? 0 };
}

describe.each(['6.3.0', '8.2.1'] as const)('uploads to PeerTube %s', (version) => {
  it('names the channel when it is unknown or another account owns it, and announces once', async () => {
    const instance = await withForeignChannel(version);
    expect(instance.foreign).toBeGreaterThan(0);
    for (const channelId of [9_999, instance.foreign]) {
      instance.transcript.length = 0;
      const expected = { code: 'channel/not-found', field: 'channelId' };
      await expect(uploadVideo(instance.peertube, file(), { ...FIELDS, channelId }).done).rejects.toMatchObject(
        expected,
      );
      expect(announced(instance)).toHaveLength(1);
      await expect(uploadLegacy(instance.peertube, file(), { name: 'A clip', channelId })).rejects.toMatchObject(
        expected,
      );
    }
  });

  it('names the channel that was deleted before the last chunk, and does not begin again', async () => {
    const instance = await fakeInstance({ version });
    const { peertube, between, clock } = instance;
    const { id: channelId } = await createChannel(peertube, { name: 'short_lived', displayName: 'Short-lived' });
    clock.advance(5_000);
    between(
      answering(isLastChunk, async (request, pass) => {
        await deleteChannel(peertube, 'short_lived');
        return pass(request);
      }),
    );
    const startedMs = clock.now();
    const options = { ...FIELDS, channelId, key: 'gone', records: memoryRecords() };
    const upload = uploadVideo(peertube, file(), options);
    await expect(upload.done).rejects.toMatchObject({ code: 'channel/not-found', field: 'channelId' });
    expect(announced(instance)).toHaveLength(1);
    expect(clock.now() - startedMs).toBeLessThan(2_000);
  });

  it('finds its video when the answer to the last chunk was lost, though the file then "cannot be read"', async () => {
    const instance = await fakeInstance({ version });
    instance.fake.faults.set({ dropAnswerOfLastChunk: true });
    const unreadable = () => document(422, 'Video file unreadable.');
    instance.between(answering(isQuestion, unreadable, { times: 1 }));
    const { uuid } = await uploadVideo(instance.peertube, file(), FIELDS).done;
    expect(instance.fake.videos().map((video) => video.uuid)).toEqual([uuid]);
  });

  it('waits while the file is processed, in whatever language that is said', async () => {
    const instance = await fakeInstance({ version });
    instance.fake.faults.set({ dropAnswerOfLastChunk: true });
    const busy = () => document(503, '이 업로드는 이미 처리 중입니다');
    instance.between(answering(isQuestion, busy, { times: 4 }));
    const phases: string[] = [];
    const upload = uploadVideo(instance.peertube, file(), FIELDS);
    upload.onProgress(({ phase }) => phases.push(phase));
    await upload.done;
    expect(phases).toContain('processing');
    expect(announced(instance)).toHaveLength(1);
  });

  it('takes the 503 of a proxy for an outage, not for work on the file', async () => {
    const instance = await fakeInstance({ version });
    const page = () =>
      new Response('<html>Service Unavailable</html>', { status: 503, headers: { 'retry-after': '1' } });
    instance.between(answering(isChunk, page, { nth: 2, times: 2 }));
    const phases: string[] = [];
    const upload = uploadVideo(instance.peertube, file(), FIELDS);
    upload.onProgress(({ phase }) => phases.push(phase));
    await upload.done;
    expect(phases.slice(0, phases.indexOf('waiting'))).not.toContain('processing');
    expect(phases).toContain('waiting');
  });

  it('refuses at once a file that fails inside PeerTube, and leaves nothing that its key could hang on', async () => {
    const instance = await fakeInstance({ version });
    const detail = 'Validation error: ".opus" is not a valid extname.';
    let isStuck = false;
    instance.between(async (request, pass) => {
      if (request.method === 'DELETE') isStuck = false;
      // As 6.3.0 does until the upload is deleted.
      if (isStuck && version === '6.3.0' && isChunk(request)) return document(503, 'being processed');
      return pass(request);
    });
    instance.between(
      answering(isLastChunk, () => {
        isStuck = true;
        return document(500, detail, 'SequelizeValidationError');
      }),
    );
    const startedMs = instance.clock.now();
    const options = { ...FIELDS, key: 'voice', records: memoryRecords() };
    await expect(uploadVideo(instance.peertube, file(), options).done).rejects.toMatchObject({
      code: 'upload/rejected',
      status: 500,
      retryable: false,
      message: expect.stringContaining(detail.slice(0, -1)),
    });
    expect(instance.clock.now() - startedMs).toBeLessThan(2_000);
    expect(announced(instance)).toHaveLength(1);
    expect(instance.transcript.at(-1)).toBe('DELETE videos/upload-resumable -> 204');
    await expect(uploadVideo(instance.peertube, file(), options).done).resolves.toBeDefined();
  });

  it('sends the whole file at most three times when PeerTube fails on it each time', async () => {
    const instance = await fakeInstance({ version });
    const failing = (request: Request) => isLastChunk(request) && !isQuestion(request);
    instance.between(answering(failing, () => document(500, 'Something broke'), { times: 1_000 }));
    let isStuck = false;
    instance.between((request, pass) => {
      if (isInit(request) || request.method === 'DELETE') isStuck = false;
      if (isLastChunk(request)) isStuck = true;
      if (!isStuck || !isQuestion(request)) return pass(request);
      return Promise.resolve(
        version === '6.3.0'
          ? document(503, 'The upload is already being processed')
          : Response.json({ error: { code: 'FileNotFound', message: 'Not found' } }, { status: 404 }),
      );
    });
    const { done } = uploadVideo(instance.peertube, file(), FIELDS);
    await expect(done).rejects.toMatchObject({ code: 'upload/rejected', status: 500 });
    expect(announced(instance)).toHaveLength(3);
  });

  it('is not held for an hour by an earlier attempt with its key that broke off inside PeerTube', async () => {
    const instance = await fakeInstance({ version });
    let urls = 0;
    // The id of the first announcement answers "being processed" for ever.
    instance.between((request, pass) => {
      if (isInit(request)) urls += 1;
      const isLast = isLastChunk(request) || isQuestion(request);
      return urls === 1 && isLast ? Promise.resolve(document(503, 'being processed')) : pass(request);
    });
    const startedMs = instance.clock.now();
    await uploadVideo(instance.peertube, file(), { ...FIELDS, key: 'again' }).done;
    expect(announced(instance)).toHaveLength(2);
    expect(instance.clock.now() - startedMs).toBeLessThan(120_000);
  });

  it('takes pictures as large as the instance allows', async () => {
    const instance = await fakeInstance({ version });
    const { done } = uploadVideo(instance.peertube, file(), { ...FIELDS, thumbnail: png(5 * MIB) });
    if (version === '8.2.1') await expect(done).resolves.toBeDefined();
    else await expect(done).rejects.toMatchObject({ code: 'upload/invalid-metadata', field: 'thumbnail' });
  });

  it('refuses a broken picture before a byte is sent', async () => {
    const instance = await fakeInstance({ version });
    const thumbnail = png().slice(0, 40, 'image/png');
    await expect(uploadVideo(instance.peertube, file(), { ...FIELDS, thumbnail }).done).rejects.toMatchObject({
      code: 'upload/invalid-metadata',
      field: 'thumbnail',
    });
    expect(announced(instance)).toEqual([]);
    await uploadVideo(instance.peertube, file(), { ...FIELDS, thumbnail: png(0, '') }).done;
  });
});

describe('uploads through proxies', () => {
  it('never sends a size again that a proxy refused', async () => {
    const instance = await fakeInstance();
    const sizes: number[] = [];
    instance.between(async (request, pass) => {
      const { size } = await request.clone().blob();
      if (!isChunk(request)) return pass(request);
      sizes.push(size);
      return size > MIB ? new Response('<html>413</html>', { status: 413 }) : pass(request);
    });
    await uploadVideo(instance.peertube, file(24 * MIB), {
      name: 'A clip',
      chunkBytes: 8 * MIB,
      maxChunkBytes: 16 * MIB,
    }).done;
    expect(sizes.filter((size) => size > MIB)).toEqual([8 * MIB, 4 * MIB, 2 * MIB]);
  });

  it('says that a picture is too large for a proxy, and does not send it again', async () => {
    const instance = await fakeInstance();
    instance.between(answering(isInit, () => new Response('<html>413</html>', { status: 413 }), { times: 100 }));
    await expect(uploadVideo(instance.peertube, file(), { ...FIELDS, thumbnail: png() }).done).rejects.toMatchObject({
      code: 'upload/invalid-metadata',
      field: 'thumbnail',
      status: 413,
    });
    expect(announced(instance)).toHaveLength(1);
  });

  it('does not take the 403 of a firewall for one of PeerTube', async () => {
    const instance = await fakeInstance();
    instance.between(answering(isChunk, () => new Response('<html>Forbidden</html>', { status: 403 }), { nth: 2 }));
    await expect(uploadVideo(instance.peertube, file(), FIELDS).done).rejects.toMatchObject({
      code: 'http/forbidden',
      message: expect.stringContaining('A proxy or firewall refused this, not PeerTube.'),
    });
  });
});

describe('a refusal for good', () => {
  it('is shown at once with a key of the caller too, however many videos the account has', async () => {
    const instance = await fakeInstance();
    for (let seed = 2; seed < 8; seed++) {
      await uploadVideo(instance.peertube, videoFile(500, { seed }), { name: `Video ${seed}` }).done;
    }
    const text = new File(['not a video'], 'a.mp4', { type: 'video/mp4' });
    const startedMs = instance.clock.now();
    instance.transcript.length = 0;
    const upload = uploadVideo(instance.peertube, text, { name: 'A clip', key: 'text', inspect: false });
    await expect(upload.done).rejects.toMatchObject({ code: 'upload/invalid-file' });
    expect(instance.clock.now() - startedMs).toBeLessThan(1_500);
    expect(instance.transcript.filter((line) => line.includes('/source'))).toEqual([]);
  });
});
