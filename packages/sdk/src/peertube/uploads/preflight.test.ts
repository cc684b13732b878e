import { describe, expect, it } from 'vitest';
import { isInit } from './test-support/broken-answers.js';
import { fakeInstance, videoFile } from './test-support/fake-instance.js';
import { jpeg } from './test-support/pictures.js';
import { uploadVideo } from './upload-video.js';

const FIELDS = { name: 'A clip', chunkBytes: 1_000, maxChunkBytes: 1_000 };

describe('uploadVideo(), before the first byte and after the last', () => {
  it('refuses a file of an unknown kind and one over the quota before anything is announced', async () => {
    const instance = await fakeInstance({ accounts: [{ videoQuota: 3_500 }] });
    const strange = new File(['OggS\0\x02........OpusHead'], 'voice.opus', { type: 'audio/ogg' });
    await expect(uploadVideo(instance.peertube, strange, FIELDS).done).rejects.toMatchObject({
      code: 'upload/unsupported-type',
      message: expect.stringContaining('PeerTube does not take files like "voice.opus".'),
    });
    await expect(uploadVideo(instance.peertube, videoFile(3_500), FIELDS).done).rejects.toMatchObject({
      code: 'upload/quota-exceeded',
    });
    expect(instance.transcript.join('\n')).not.toContain('POST videos/upload-resumable');
    const fits = videoFile(3_499);
    await expect(uploadVideo(instance.peertube, fits, FIELDS).done).resolves.toBeDefined();
  });

  it.each([
    ['a.wmv', 'video/x-ms-asf', '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'video/x-ms-wmv'],
    ['a.wma', 'video/x-ms-asf', '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'audio/x-ms-wma'],
    ['a.mpg', 'video/mp1s', '\0\0\x01\xba\x21', 'video/mpeg'],
    ['a.vob', 'video/mp2p', '\0\0\x01\xba\x44', 'video/mpeg'],
    ['clip', '', '\0\0\0\x18ftypisom', 'video/mp4'],
  ])('announces %s with type "%s" under a type that PeerTube takes', async (name, type, head, announced) => {
    const instance = await fakeInstance();
    let sent: string | null = null;
    instance.between((request, pass) => {
      if (isInit(request)) sent = request.headers.get('x-upload-content-type');
      return pass(request);
    });
    const bytes = await videoFile(3_000).bytes();
    bytes.set(Uint8Array.from(head, (character) => character.charCodeAt(0)));
    // The fake probes less than PeerTube does; what is announced is what counts here.
    await uploadVideo(instance.peertube, new File([bytes], name, { type }), FIELDS).done.catch(() => undefined);
    expect(sent).toBe(announced);
  });

  it('refuses captions of another format before a byte is sent', async () => {
    const instance = await fakeInstance();
    const captions = [{ language: 'ko', file: new Blob(['[Script Info]\nTitle: subs']) }];
    await expect(uploadVideo(instance.peertube, videoFile(3_500), { ...FIELDS, captions }).done).rejects.toMatchObject({
      code: 'upload/unsupported-type',
      field: 'captions',
    });
    expect(instance.transcript).toEqual([]);
  });

  it('refuses a renamed program before anything is asked or announced (promise 51)', async () => {
    const instance = await fakeInstance();
    const program = new File(['MZ\x90\x00 and so on'], 'holiday.mp4', { type: 'video/mp4' });
    await expect(uploadVideo(instance.peertube, program, FIELDS).done).rejects.toMatchObject({
      code: 'upload/unsupported-type',
      message: expect.stringContaining('By its content "holiday.mp4" is neither a video nor a sound.'),
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
      thumbnail: jpeg(),
      captions: [{ language: 'ko', file: new Blob(['WEBVTT\n\n00:00.000 --> 00:01.000\n안녕\n']) }],
      chapters: [{ timecode: 0, title: 'Start' }],
    }).done;
    const video = instance.fake.videos()[0];
    expect(video).toMatchObject({ uuid: result.uuid, tags: ['one'], privacy: 5 });
    expect(instance.transcript.slice(-2)).toEqual([
      `PUT videos/${result.uuid}/captions/ko -> 204`,
      `PUT videos/${result.uuid}/chapters -> 204`,
    ]);
    expect(extras[0]).toContain('name="captionfile"; filename="ko.vtt"');
    expect(extras[1]).toBe('{"chapters":[{"timecode":0,"title":"Start"}]}');
  });
});
