import { describe, expect, it } from 'vitest';
import { getMe } from '../account/get-me.js';
import { uploadedFinder } from './find-uploaded.js';
import { answering, isLastChunk } from './test-support/broken-answers.js';
import { type FakeInstance, fakeInstance, videoFile } from './test-support/fake-instance.js';
import { jpeg } from './test-support/pictures.js';
import { uploadVideo } from './upload-video.js';

/** An upload of a small file under a key. */
const upload = ({ peertube }: FakeInstance, key: string, name: string, more: object = {}) =>
  uploadVideo(peertube, videoFile(100), { name, key, inspect: false, ...more }).done;

/** Fills the account with videos that are younger than all before, without sending a file for each. */
function crowd({ fake }: FakeInstance, count: number, name: string): void {
  const [first] = fake.videos();
  if (!first) throw new Error('There is no video to copy.');
  for (let index = 0; index < count; index++) {
    const id = 1_000 + fake.state.videos.length;
    const uuid = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
    const source = first.source && { ...first.source, inputFilename: `other-${id}.mp4` };
    const createdAt = new Date(Date.parse(first.createdAt) + id).toISOString();
    fake.state.videos.push({ ...first, id, uuid, name, createdAt, ...(source ? { source } : {}) });
  }
}

const lookups = ({ transcript }: FakeInstance) => transcript.filter((line) => line.includes('/source')).length;

describe('uploadedFinder()', () => {
  it('finds a video behind more than a hundred of the same title', async () => {
    const instance = await fakeInstance();
    const { uuid } = await upload(instance, 'mine', 'Live recording');
    crowd(instance, 120, 'Live recording');
    const find = uploadedFinder(instance.peertube.http);
    expect(await find('mine', { name: 'Live recording' })).toMatchObject({ uuid });
    expect(await find('unused', { name: 'Live recording' })).toBeUndefined();
  });

  it('finds a renamed one behind more than a hundred younger ones, and asks for each only once', async () => {
    const instance = await fakeInstance();
    const sinceMs = instance.clock.now();
    const { uuid } = await upload(instance, 'mine', 'First title');
    for (const video of instance.fake.videos()) video.name = 'Renamed';
    crowd(instance, 120, 'Something else');
    const find = uploadedFinder(instance.peertube.http);
    expect(await find('mine', { name: 'First title' })).toBeUndefined();
    expect(await find('mine', { name: 'First title', sinceMs })).toMatchObject({ uuid });
    const asked = lookups(instance);
    await find('mine', { name: 'First title', sinceMs });
    expect([asked, lookups(instance)]).toEqual([121, 121]);
  });

  it('looks at the 25 renamed ones only that were made next to the last chunk, when its time is known', async () => {
    const instance = await fakeInstance();
    const sinceMs = instance.clock.now();
    const { uuid } = await upload(instance, 'mine', 'First title');
    for (const video of instance.fake.videos()) video.name = 'Renamed';
    crowd(instance, 120, 'Something else');
    const search = { name: 'First title', sinceMs, finishingSinceMs: sinceMs };
    expect(await uploadedFinder(instance.peertube.http)('mine', search)).toMatchObject({ uuid });
    expect(lookups(instance)).toBe(1);
    const elsewhere = { ...search, finishingSinceMs: sinceMs + 60_000 };
    expect(await uploadedFinder(instance.peertube.http)('mine', elsewhere)).toBeUndefined();
    expect(lookups(instance)).toBe(26);
  });

  it('does not look further back than a day before the first attempt', async () => {
    const instance = await fakeInstance();
    await upload(instance, 'old', 'Old');
    const find = uploadedFinder(instance.peertube.http);
    const sinceMs = instance.clock.now() + 27 * 3_600_000;
    expect(await find('old', { name: 'Old', sinceMs })).toBeUndefined();
    expect(await find('old', { name: 'Old', sinceMs: sinceMs - 4 * 3_600_000 })).toBeDefined();
  });

  it.each(['AC\\DC live', 'ends with \\', '100 % _ sure', 'two\nlines'])('finds the title %j', async (name) => {
    const instance = await fakeInstance();
    const thumbnail = jpeg();
    const { uuid } = await upload(instance, 'odd', name, { thumbnail });
    expect(await uploadedFinder(instance.peertube.http)('odd', { name })).toMatchObject({ uuid });
  });

  it.each(['NFC', 'NFD'] as const)('finds a Korean title stored in %s by the decomposed one of macOS', async (form) => {
    const instance = await fakeInstance();
    const decomposed = '한국어 영상'.normalize('NFD');
    const { uuid } = await upload(instance, 'korean', decomposed);
    const [video] = instance.fake.videos();
    expect(video?.name).toBe('한국어 영상');
    // As an earlier version of the kit stored it.
    if (video) video.name = video.name.normalize(form);
    expect(await uploadedFinder(instance.peertube.http)('korean', { name: decomposed })).toMatchObject({ uuid });
  });

  it('lists the channels that others share only when the video may be in one', async () => {
    const instance = await fakeInstance({ version: '8.2.1' });
    const asked: (string | null)[] = [];
    instance.between((request, pass) => {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname.endsWith('/users/me/videos')) asked.push(searchParams.get('includeCollaborations'));
      return pass(request);
    });
    await upload(instance, 'own', 'A clip');
    const [channel] = (await getMe(instance.peertube)).videoChannels;
    await upload(instance, 'named', 'A clip', { channelId: channel?.id ?? 0 });
    expect(new Set(asked)).toEqual(new Set([null]));
    await uploadedFinder(instance.peertube.http)('other', { name: 'A clip' });
    expect(asked.at(-1)).toBe('true');
  });

  it('claims no video whose file was downloaded and uploaded again under another key', async () => {
    const instance = await fakeInstance();
    const again = videoFile(100, { name: 'clip.piya-mine.mp4' });
    await uploadVideo(instance.peertube, again, { name: 'A clip', key: 'theirs', inspect: false }).done;
    const find = uploadedFinder(instance.peertube.http);
    expect(await find('mine', { name: 'A clip' })).toBeUndefined();
    expect(await find('theirs', { name: 'A clip' })).toBeDefined();
  });

  it('asks for the videos of channels that others own too, which PeerTube 8 allows', async () => {
    const instance = await fakeInstance();
    const asked: (string | null)[] = [];
    instance.between((request, pass) => {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname.endsWith('/me/videos')) asked.push(searchParams.get('includeCollaborations'));
      return pass(request);
    });
    await uploadedFinder(instance.peertube.http)('any', { name: 'A clip' });
    expect(asked).toEqual(['true']);
  });
});

describe('uploadVideo() with a key that was used before, and no record', () => {
  it('makes no second video when it was renamed, once it knows since when', async () => {
    const instance = await fakeInstance();
    const sinceMs = instance.clock.now();
    instance.between(
      answering(isLastChunk, async (request, pass) => {
        await pass(request);
        throw new TypeError('fetch failed');
      }),
    );
    const { uuid } = await upload(instance, 'mine', 'First title');
    for (const video of instance.fake.videos()) video.name = 'Renamed';
    await expect(upload(instance, 'mine', 'First title', { sinceMs })).resolves.toMatchObject({ uuid });
    expect(instance.fake.videos()).toHaveLength(1);
  });
});
