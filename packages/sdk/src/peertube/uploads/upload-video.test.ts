import { describe, expect, it } from 'vitest';
import { isUnavailable } from '../../errors/classify.js';
import type { UploadError } from '../../errors/upload-error.js';
import { memoryRecords } from '../../upload/records/memory-records.js';
import { answering, isChunk, isInit, isLastChunk, isQuestion, protocolAnswer } from './test-support/broken-answers.js';
import { type FakeInstance, fakeInstance, sha256, videoFile } from './test-support/fake-instance.js';
import { type PeerTubeUploadOptions, uploadVideo } from './upload-video.js';

const SMALL = { chunkBytes: 1_000, maxChunkBytes: 1_000 };
const FIELDS = { name: 'A clip', ...SMALL };

/** Uploads a file of 3,500 bytes and says what the account holds then. */
async function uploaded({ fake, peertube }: FakeInstance, options: Partial<PeerTubeUploadOptions> = {}) {
  const file = videoFile(3_500);
  const result = await uploadVideo(peertube, file, { ...FIELDS, ...options }).done;
  const hashes = await Promise.all(fake.videos().map((video) => fake.sha256Of(video.uuid)));
  return { result, hashes, wanted: await sha256(file) };
}

const chunks = (transcript: readonly string[]) =>
  transcript
    .filter((line) => line.includes('upload-resumable'))
    .map((line) => line.replace('videos/upload-resumable ', ''));

describe('uploadVideo()', () => {
  it('announces, sends strictly in order and ends with the new video (promise 1, promise 11)', async () => {
    const instance = await fakeInstance();
    const { result, hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
    expect(result.uuid).toBe(instance.fake.videos()[0]?.uuid);
    expect(chunks(instance.transcript)).toEqual([
      'POST -> 201',
      'PUT bytes 0-999/3500 -> 308',
      'PUT bytes 1000-1999/3500 -> 308',
      'PUT bytes 2000-2999/3500 -> 308',
      'PUT bytes 3000-3499/3500 -> 200',
    ]);
  });

  it('asks for the offset and continues there when a chunk answer goes backwards', async () => {
    const instance = await fakeInstance();
    const smaller = new Response(null, { status: 308, headers: { range: 'bytes=0-99' } });
    instance.between(
      answering(
        isChunk,
        async (request, pass) => {
          await pass(request);
          return smaller;
        },
        { nth: 2 },
      ),
    );
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
    expect(chunks(instance.transcript).slice(2, 5)).toEqual([
      'PUT bytes 1000-1999/3500 -> 308',
      'PUT bytes */3500 -> 308',
      'PUT bytes 2000-2999/3500 -> 308',
    ]);
  });

  it('continues from what arrived when the connection is cut in the middle of a chunk', async () => {
    const instance = await fakeInstance();
    instance.fake.faults.set({ cutAfterBytes: 1_400 });
    const { hashes, wanted } = await uploaded(instance, { inspect: false });
    expect(hashes).toEqual([wanted]);
    expect(instance.transcript.join('\n')).toContain('-> cut');
    expect(chunks(instance.transcript).filter((line) => line.startsWith('PUT bytes 0-'))).toHaveLength(1);
  });

  it('reads "bytes=0--1" as nothing received', async () => {
    const instance = await fakeInstance();
    instance.between(answering(isChunk, () => Promise.reject(new TypeError('fetch failed'))));
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
    expect(chunks(instance.transcript).slice(1, 4)).toEqual([
      'PUT bytes 0-999/3500 -> cut',
      'PUT bytes */3500 -> 308',
      'PUT bytes 0-999/3500 -> 308',
    ]);
  });

  it('takes up the same upload when the answer to the announcement was lost', async () => {
    const instance = await fakeInstance();
    instance.between(
      answering(isInit, async (request, pass) => {
        await pass(request);
        throw new TypeError('fetch failed');
      }),
    );
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
    expect(chunks(instance.transcript).slice(0, 3)).toEqual(['POST -> cut', 'POST -> 200', 'PUT bytes */3500 -> 308']);
  });

  it('starts from zero without a second video when the server has restarted', async () => {
    const instance = await fakeInstance();
    instance.between(
      answering(
        isChunk,
        async (request, pass) => {
          await instance.fake.restart();
          return pass(request);
        },
        { nth: 3 },
      ),
    );
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
    expect(chunks(instance.transcript).filter((line) => line.startsWith('POST'))).toHaveLength(2);
  });

  it('announces itself anew after that, because an id whose processing crashed answers 503 for an hour', async () => {
    const instance = await fakeInstance();
    const announced: { lastModified: number; filename: string }[] = [];
    instance.between(async (request, pass) => {
      if (isInit(request)) announced.push(await request.clone().json());
      return pass(request);
    });
    const restart = async (request: Request, pass: (request: Request) => Promise<Response>) => {
      await instance.fake.restart();
      return pass(request);
    };
    instance.between(answering(isChunk, restart, { nth: 3 }));
    await uploaded(instance);
    expect(announced).toHaveLength(2);
    expect(announced[0]?.lastModified).not.toBe(announced[1]?.lastModified);
    expect(announced[0]?.filename).toBe(announced[1]?.filename);
  });

  it('finds the finished video instead of sending it again when the last answer was lost', async () => {
    const instance = await fakeInstance();
    instance.fake.faults.set({ dropAnswerOfLastChunk: true });
    const { result, hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
    expect(result.uuid).toBe(instance.fake.videos()[0]?.uuid);
    expect(chunks(instance.transcript).filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  it('finds it also when the last answer came in part', async () => {
    const instance = await fakeInstance();
    instance.between(
      answering(isLastChunk, async (request, pass) => {
        const text = await (await pass(request)).text();
        return new Response(text.slice(0, 20), { headers: { 'content-type': 'application/json' } });
      }),
    );
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
  });

  it('finds it also when it was renamed meanwhile', async () => {
    const instance = await fakeInstance();
    instance.between(
      answering(isLastChunk, async (request, pass) => {
        await pass(request);
        for (const video of instance.fake.videos()) video.name = 'Renamed';
        throw new TypeError('fetch failed');
      }),
    );
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
  });

  it('asks sooner than the 300 s that the server proposes while it works on the file', async () => {
    const instance = await fakeInstance();
    instance.fake.faults.set({ processingMs: 20_000 });
    instance.between(
      answering(isLastChunk, async (request, pass) => {
        // The server continues, the connection does not.
        pass(request).catch(() => undefined);
        await new Promise((resolve) => setImmediate(resolve));
        throw new TypeError('fetch failed');
      }),
    );
    const phases: string[] = [];
    const { hashes, wanted } = await uploaded(instance, { onProgress: ({ phase }) => phases.push(phase) });
    expect(hashes).toEqual([wanted]);
    expect(chunks(instance.transcript).join('\n')).toContain('PUT bytes */3500 -> 503');
    expect(phases).toContain('processing');
    expect(Math.max(...instance.clock.sleeps.filter((ms) => ms !== 20_000))).toBeLessThan(60_000);
  });

  it('looks for the video when a question is answered with "unreadable", as 6.3.0 does at the end of its work', async () => {
    const instance = await fakeInstance();
    const unreadable = { type: 'about:blank', status: 422, detail: 'Video file unreadable.' };
    instance.fake.faults.set({ dropAnswerOfLastChunk: true });
    instance.between(answering(isQuestion, () => Response.json(unreadable, { status: 422 })));
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
  });

  it('does not believe a refusal of a last chunk sent twice when the video is there', async () => {
    const instance = await fakeInstance();
    const unreadable = { type: 'about:blank', status: 422, detail: 'Video file unreadable.' };
    instance.between(answering(isLastChunk, () => Promise.reject(new TypeError('fetch failed'))));
    instance.between(
      answering(
        isLastChunk,
        async (request, pass) => {
          await pass(request);
          return Response.json(unreadable, { status: 422 });
        },
        { nth: 2 },
      ),
    );
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
  });

  it('does not believe a refusal of a last chunk when another tab with the same record has made the video', async () => {
    const instance = await fakeInstance();
    const records = memoryRecords();
    const stop = new AbortController();
    const first = uploaded(instance, {
      key: 'tabs',
      records,
      signal: stop.signal,
      onProgress: ({ sentBytes }) => sentBytes >= 2_000 && stop.abort(),
    });
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    instance.between(
      answering(isLastChunk, async (request, pass) => {
        await pass(request);
        return protocolAnswer(422, 'Unprocessable');
      }),
    );
    const { hashes, wanted } = await uploaded(instance, { key: 'tabs', records });
    expect(hashes).toEqual([wanted]);
  });

  describe('when the video is there and its captions are refused', () => {
    const isCaption = (request: Request) => request.url.includes('/captions/');
    const captions = [{ language: 'en', file: new Blob(['WEBVTT\n']) }];
    const refusal = { type: 'about:blank', status: 400, detail: 'Incorrect language.' };
    const refused = async () => {
      const instance = await fakeInstance();
      instance.between(answering(isCaption, () => Response.json(refusal, { status: 400 }), { times: 2 }));
      return instance;
    };

    it('names the video and what to do, and makes no second one of the same key', async () => {
      const { fake, peertube } = await refused();
      const options = { ...FIELDS, key: 'captions', captions };
      const failure: UploadError = await uploadVideo(peertube, videoFile(3_500), options).done.catch((error) => error);
      expect(failure).toMatchObject({
        code: 'http/bad-request',
        status: 400,
        field: 'captions',
        confirmedBytes: 3_500,
        message:
          'PUT /api/v1/videos/:id/captions/:language answered 400: Incorrect language. Correct the request. The video is there, without all of its captions: upload it again with the same key, or add them to it.',
      });
      const { video } = failure;
      expect(fake.videos()).toMatchObject([{ uuid: video?.uuid }]);
      expect(video).toEqual({ id: expect.any(Number), uuid: expect.any(String), shortUUID: expect.any(String) });
      await expect(uploadVideo(peertube, videoFile(3_500), options).done).rejects.toMatchObject({ video });
      expect(await uploadVideo(peertube, videoFile(3_500), options).done).toEqual(video);
      expect(fake.videos()).toHaveLength(1);
    });

    it('does not call the instance unreachable', async () => {
      const { peertube, between } = await fakeInstance();
      between(answering(isCaption, () => new Response(null, { status: 503 }), { times: 1e6 }));
      const failure = await uploadVideo(peertube, videoFile(3_500), { ...FIELDS, captions }).done.catch(
        (error) => error,
      );
      expect(failure).toMatchObject({ code: 'http/server-error', retryable: true, video: { id: expect.any(Number) } });
      expect(isUnavailable(failure)).toBe(false);
    });
  });

  it('waits and asks again while another request holds the upload', async () => {
    const instance = await fakeInstance();
    instance.between(answering(isChunk, () => protocolAnswer(423, 'FileLocked'), { nth: 2 }));
    const phases: string[] = [];
    const { hashes, wanted } = await uploaded(instance, { onProgress: ({ phase }) => phases.push(phase) });
    expect(hashes).toEqual([wanted]);
    expect(phases).toContain('waiting');
  });

  it('takes a 503 of a proxy as an outage, and waits as long as it asks', async () => {
    const instance = await fakeInstance();
    const away = () => new Response('<html></html>', { status: 503, headers: { 'retry-after': '7' } });
    instance.between(answering(isChunk, away, { nth: 2 }));
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
    expect(instance.clock.sleeps.some((ms) => ms >= 7_000 && ms < 8_000)).toBe(true);
  });

  it('asks for the offset after a conflict', async () => {
    const instance = await fakeInstance();
    instance.between(answering(isChunk, () => protocolAnswer(409, 'FileConflict'), { nth: 2 }));
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
    expect(chunks(instance.transcript)).toContain('PUT bytes */3500 -> 308');
  });

  it('throws the upload away and starts from zero when the conflict stays', async () => {
    const instance = await fakeInstance();
    instance.between(answering(isChunk, () => protocolAnswer(409, 'FileConflict'), { nth: 2, times: 4 }));
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
    expect(instance.transcript).toContain('DELETE videos/upload-resumable -> 204');
  });

  it('sends a chunk again that arrived altered', async () => {
    const instance = await fakeInstance();
    instance.between(answering(isChunk, () => protocolAnswer(460, 'ChecksumMismatch'), { nth: 2 }));
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
  });

  it('continues with a new token when the old one dies at any byte (promise 11)', async () => {
    const instance = await fakeInstance();
    instance.fake.faults.set({ revokeTokensAtByte: 1_500 });
    const { hashes, wanted } = await uploaded(instance, { inspect: false });
    expect(hashes).toEqual([wanted]);
    expect(instance.transcript.join('\n')).toContain('POST users/token -> 200');
  });

  it('does not touch an upload of another account, and says so', async () => {
    const instance = await fakeInstance();
    const records = memoryRecords();
    instance.between(answering(isChunk, () => protocolAnswer(403, 'Forbidden'), { nth: 2 }));
    const failed = uploaded(instance, { key: 'theirs', records });
    await expect(failed).rejects.toMatchObject({ code: 'upload/not-allowed', confirmedBytes: 1_000, retryable: false });
    expect(await records.get('theirs')).toBeDefined();
    expect(instance.fake.videos()).toHaveLength(0);
  });

  it('gives up and forgets the record when PeerTube cannot read the file', async () => {
    const { peertube } = await fakeInstance();
    const records = memoryRecords();
    const text = new File(['this is not a video at all'], 'a.mp4', { type: 'video/mp4' });
    const { done } = uploadVideo(peertube, text, { ...FIELDS, key: 'junk', records, inspect: false });
    await expect(done).rejects.toMatchObject({ code: 'upload/invalid-file', status: 422 });
    expect(await records.get('junk')).toBeUndefined();
  });

  it('names the channel when it is deleted before the last chunk', async () => {
    const instance = await fakeInstance();
    const gone = { type: 'about:blank', status: 400, detail: 'Unknown video "video channel" for this instance.' };
    instance.between(answering(isLastChunk, () => Response.json(gone, { status: 400 })));
    await expect(uploaded(instance)).rejects.toMatchObject({ code: 'channel/not-found', field: 'channelId' });
  });

  it('makes no second video when that answer is lost, and the upload answers 503 from then on', async () => {
    const instance = await fakeInstance();
    const busy = () => Response.json({ status: 503, detail: 'The upload is already being processed' }, { status: 503 });
    instance.between(answering(isLastChunk, () => Promise.reject(new TypeError('fetch failed'))));
    instance.between(answering(isQuestion, busy, { times: 1e6 }));
    const records = memoryRecords();
    const failed = uploaded(instance, { key: 'gone', records });
    await expect(failed).rejects.toMatchObject({ code: 'upload/result-unknown', confirmedBytes: 3_500 });
    expect(await records.get('gone')).toMatchObject({ finishingSinceMs: expect.any(Number) });
    expect(chunks(instance.transcript).filter((line) => line.startsWith('POST'))).toHaveLength(1);
    expect(instance.fake.videos()).toHaveLength(0);
  });

  it('passes on what the server says of the quota, when it was not asked before', async () => {
    const instance = await fakeInstance();
    instance.fake.faults.set({ quotaReached: true });
    await expect(uploaded(instance, { inspect: false })).rejects.toMatchObject({
      code: 'upload/quota-exceeded',
      status: 413,
    });
  });

  it.each([
    ['of the host itself', 'https://video.example'],
    ['of another host, as behind a proxy', 'http://10.0.0.7:9000'],
    ['without a protocol', '//video.example'],
    ['without a host', ''],
  ])('understands a Location %s', async (_what, prefix) => {
    const instance = await fakeInstance();
    instance.between(
      answering(isInit, async (request, pass) => {
        const response = await pass(request);
        const { pathname, search } = new URL(response.headers.get('location') ?? '', request.url);
        return new Response(null, { status: 201, headers: { location: `${prefix}${pathname}${search}` } });
      }),
    );
    const { hashes, wanted } = await uploaded(instance);
    expect(hashes).toEqual([wanted]);
  });

  it('sends smaller chunks when a proxy refuses large requests', async () => {
    const instance = await fakeInstance();
    const limit = 300 * 1024;
    instance.between(async (request, pass) => {
      const tooLarge = isChunk(request) && Number(request.headers.get('content-length')) > limit;
      return tooLarge ? new Response('<html>413</html>', { status: 413 }) : pass(request);
    });
    const file = videoFile(700 * 1024);
    await uploadVideo(instance.peertube, file, { name: 'A clip', chunkBytes: 1024 * 1024 }).done;
    expect(await instance.fake.sha256Of(instance.fake.videos()[0]?.uuid ?? '')).toBe(await sha256(file));
  });

  it("obeys the instance's largest chunk size", async () => {
    const instance = await fakeInstance({ features: { maxChunkSizeBytes: 2_000 } });
    await uploadVideo(instance.peertube, videoFile(3_500), { name: 'A clip' }).done;
    expect(chunks(instance.transcript).slice(1)).toEqual([
      'PUT bytes 0-1999/3500 -> 308',
      'PUT bytes 2000-3499/3500 -> 200',
    ]);
  });

  it('keeps two files apart that look the same from outside', async () => {
    const { fake, peertube } = await fakeInstance();
    fake.faults.set({ chaos: { seed: 5, rate: 0.2, kinds: ['lost-answer', 'reset'] } });
    const files = [videoFile(3_500, { seed: 1 }), videoFile(3_500, { seed: 2 })];
    const results = await Promise.all(files.map((file) => uploadVideo(peertube, file, FIELDS).done));
    fake.faults.clear();
    const got = await Promise.all(results.map(({ uuid }) => fake.sha256Of(uuid)));
    expect(got).toEqual(await Promise.all(files.map(sha256)));
    expect(fake.videos()).toHaveLength(2);
  });

  it('answers with the first video when the same key is used again without a record', async () => {
    const instance = await fakeInstance();
    const first = await uploaded(instance, { key: 'once' });
    const again = await uploaded(instance, { key: 'once' });
    expect(again.result).toEqual(first.result);
    expect(instance.fake.videos()).toHaveLength(1);
  });

  it('looks once more before the last chunk, when an attempt without a record may have finished meanwhile', async () => {
    const instance = await fakeInstance();
    const first = await uploaded(instance, { key: 'other', name: 'Not listed yet' });
    instance.between(
      answering(isChunk, (request, pass) => {
        for (const video of instance.fake.videos()) {
          video.name = FIELDS.name;
          if (video.source) video.source.inputFilename = 'clip.piya-mine.mp4';
        }
        return pass(request);
      }),
    );
    const { result } = await uploaded(instance, { key: 'mine' });
    expect(result).toEqual(first.result);
    expect(instance.fake.videos()).toHaveLength(1);
    expect(instance.transcript.at(-1)).toBe('DELETE videos/upload-resumable -> 204');
  });

  it('makes two videos of two keys, so that the last test proves something', async () => {
    const instance = await fakeInstance();
    await uploaded(instance, { key: 'one' });
    await uploaded(instance, { key: 'two' });
    expect(instance.fake.videos()).toHaveLength(2);
  });

  it('asks the account only once while nothing is unconfirmed', async () => {
    const instance = await fakeInstance();
    await uploaded(instance);
    expect(instance.transcript.filter((line) => line.includes('/source') || line.includes('me/videos'))).toEqual([]);
    expect(instance.transcript.some((line) => isQuestionLine(line))).toBe(false);
  });
});

const isQuestionLine = (line: string) => line.includes('bytes */');
