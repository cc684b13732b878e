import { describe, expect, it } from 'vitest';
import { fakeInstance, videoFile } from './test-support/fake-instance.js';
import { uploadVideo } from './upload-video.js';

const FIELDS = { name: 'A clip', chunkBytes: 1_000, maxChunkBytes: 1_000 };

describe('uploadVideo(), before the first byte and after the last', () => {
  it('refuses a file of an unknown kind and one over the quota before anything is announced', async () => {
    const instance = await fakeInstance({ accounts: [{ videoQuota: 3_500 }] });
    const strange = videoFile(3_000, { name: 'clip.xyz', type: 'application/octet-stream' });
    await expect(uploadVideo(instance.peertube, strange, FIELDS).done).rejects.toMatchObject({
      code: 'upload/unsupported-type',
      message: expect.stringContaining('PeerTube does not take files like "clip.xyz".'),
    });
    await expect(uploadVideo(instance.peertube, videoFile(3_500), FIELDS).done).rejects.toMatchObject({
      code: 'upload/quota-exceeded',
    });
    expect(instance.transcript.join('\n')).not.toContain('POST videos/upload-resumable');
    const fits = videoFile(3_499);
    await expect(uploadVideo(instance.peertube, fits, FIELDS).done).resolves.toBeDefined();
  });

  it('refuses a renamed program before anything is asked or announced (promise 51)', async () => {
    const instance = await fakeInstance();
    const program = new File(['MZ\x90\x00 and so on'], 'holiday.mp4', { type: 'video/mp4' });
    await expect(uploadVideo(instance.peertube, program, FIELDS).done).rejects.toMatchObject({
      code: 'upload/unsupported-type',
      message: 'By its content "holiday.mp4" is neither a video nor a sound. Choose another file.',
    });
    expect(instance.transcript).toEqual([]);
  });

  it('refuses wrong fields before anything is asked or announced (promise 9)', async () => {
    const instance = await fakeInstance();
    await expect(uploadVideo(instance.peertube, videoFile(3_500), { name: 'ab' }).done).rejects.toMatchObject({
      code: 'upload/invalid-metadata',
      field: 'name',
    });
    expect(instance.transcript).toEqual([]);
  });

  it('sends images, tags and passwords with the announcement, captions and chapters at the end', async () => {
    const instance = await fakeInstance();
    const extras: string[] = [];
    instance.between(async (request, pass) => {
      if (!/captions|chapters/.test(request.url)) return pass(request);
      extras.push(new TextDecoder().decode(await request.arrayBuffer()));
      return new Response(null, { status: 204 });
    });
    const result = await uploadVideo(instance.peertube, videoFile(3_500), {
      ...FIELDS,
      tags: ['one'],
      privacy: 'password',
      videoPasswords: ['open sesame'],
      thumbnail: new Blob([Uint8Array.of(0xff, 0xd8, 0xff)], { type: 'image/jpeg' }),
      captions: [{ language: 'ko', file: new Blob(['WEBVTT\n\n00:00.000 --> 00:01.000\n안녕\n']) }],
      chapters: [{ timecode: 0, title: 'Start' }],
    }).done;
    const video = instance.fake.videos()[0];
    expect(video).toMatchObject({ uuid: result.uuid, tags: ['one'], privacy: 5 });
    expect(instance.transcript.slice(-2)).toEqual([
      `PUT videos/${result.uuid}/captions/ko -> 204`,
      `PUT videos/${result.uuid}/chapters -> 204`,
    ]);
    expect(extras[0]).toContain('name="captionfile"; filename="captions.vtt"');
    expect(extras[1]).toBe('{"chapters":[{"timecode":0,"title":"Start"}]}');
  });
});
