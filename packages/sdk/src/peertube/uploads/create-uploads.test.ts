import { describe, expect, it } from 'vitest';
import { createCache } from '../request/cache.js';
import { getVideo } from '../videos/get-video.js';
import { createUploads } from './create-uploads.js';
import { fakeInstance, sha256, videoFile } from './test-support/fake-instance.js';

const isPost = (request: Request) => request.method === 'POST' && request.url.endsWith('/videos/upload');

describe('uploadLegacy()', () => {
  it('uploads a small file in one request', async () => {
    const { fake, peertube } = await fakeInstance();
    const file = videoFile(2_000);
    const { uuid } = await createUploads(peertube).uploadLegacy(file, { name: 'Small', tags: ['one'] });
    expect(await fake.sha256Of(uuid)).toBe(await sha256(file));
    expect(fake.videos()).toMatchObject([{ name: 'Small', tags: ['one'], privacy: 3 }]);
  });

  it('finds the video when the answer was lost', async () => {
    const { fake, peertube, between } = await fakeInstance();
    between(async (request, pass) => {
      const response = await pass(request);
      if (isPost(request)) throw new TypeError('fetch failed');
      return response;
    });
    const { uuid } = await createUploads(peertube).uploadLegacy(videoFile(2_000), { name: 'Small' });
    expect(fake.videos().map((video) => video.uuid)).toEqual([uuid]);
  });

  it('says that the result is unknown when it is not there, and asks first when called again', async () => {
    const { fake, peertube, between } = await fakeInstance();
    let lost = true;
    between((request, pass) =>
      lost && isPost(request) ? Promise.reject(new TypeError('fetch failed')) : pass(request),
    );
    const uploads = createUploads(peertube);
    const options = { name: 'Small', key: 'again' };
    await expect(uploads.uploadLegacy(videoFile(2_000), options)).rejects.toMatchObject({
      code: 'upload/result-unknown',
      retryable: true,
    });
    lost = false;
    const first = await uploads.uploadLegacy(videoFile(2_000), options);
    expect(await uploads.uploadLegacy(videoFile(2_000), options)).toEqual(first);
    expect(fake.videos()).toHaveLength(1);
  });

  it('refuses a large file before reading it', async () => {
    const { peertube } = await fakeInstance();
    const large = { ...videoFile(1), name: 'a.mp4', type: '', sizeBytes: 2 ** 27, slice: () => expect.unreachable() };
    await expect(createUploads(peertube).uploadLegacy(large, { name: 'Large' })).rejects.toMatchObject({
      code: 'upload/too-large',
    });
  });
});

describe('waitUntilPlayable()', () => {
  it('reports each state and ends when the video is published (promise 1)', async () => {
    const { peertube } = await fakeInstance({ features: { transcodingMs: 20_000 } });
    const uploads = createUploads(peertube);
    const { uuid } = await uploads.upload(videoFile(2_000), { name: 'A clip' }).done;
    const states: number[] = [];
    await uploads.waitUntilPlayable(uuid, { onState: ({ id }) => states.push(id) });
    expect(states.at(-1)).toBe(1);
  });

  it('leaves nothing behind in the cache that says otherwise', async () => {
    const { fake, peertube: uncached, clock } = await fakeInstance();
    const peertube = { ...uncached, cache: createCache({ clock }) };
    const uploads = createUploads(peertube);
    const { uuid } = await uploads.upload(videoFile(2_000), { name: 'A clip' }).done;
    await fake.idle();
    for (const video of fake.videos()) video.state = 2;
    expect((await getVideo(peertube, uuid)).state.id).toBe(2);
    for (const video of fake.videos()) video.state = 1;
    await uploads.waitUntilPlayable(uuid);
    expect((await getVideo(peertube, uuid)).state.id).toBe(1);
  });

  it.each([7, 8, 11, 12])('fails when PeerTube gives up in state %i', async (state) => {
    const { fake, peertube } = await fakeInstance();
    const uploads = createUploads(peertube);
    const { id } = await uploads.upload(videoFile(2_000), { name: 'A clip' }).done;
    await fake.idle();
    for (const video of fake.videos()) video.state = state;
    await expect(uploads.waitUntilPlayable(id)).rejects.toMatchObject({ code: 'video/processing-failed' });
  });

  it('gives up after the time allowed', async () => {
    const { fake, peertube } = await fakeInstance();
    const uploads = createUploads(peertube);
    const { id } = await uploads.upload(videoFile(2_000), { name: 'A clip' }).done;
    await fake.idle();
    for (const video of fake.videos()) video.state = 2;
    await expect(uploads.waitUntilPlayable(id, { timeoutMs: 30_000 })).rejects.toMatchObject({
      code: 'network/timeout',
    });
  });
});
