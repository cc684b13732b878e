import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  blobSource,
  HybridUploader,
  type PeerTubeClient,
  streamSource,
  type UploadSource,
  uploadedFinder,
} from '@piyakast/sdk';
import { fileSource, folderStore } from '@piyakast/sdk/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg, makeLargeClip } from '../support/clips.js';
import { createdVideos, ownChannelId, signedIn } from './instance.js';
import { atLastChunk, intercepted } from './intercepted.js';
import { PLAYABLE_MS } from './own-video.js';
import { until } from './until.js';

const KIB = 1024;
const SIZE = 1_500 * KIB;
const CHUNKS = { chunkBytes: 256 * KIB, maxChunkBytes: 256 * KIB } as const;

describe('what is uploaded to the real instance', () => {
  let folder: string;
  let path: string;
  let client: PeerTubeClient;
  let channelId: number;
  const created = createdVideos(() => client);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'piyakast-live-'));
    path = await makeLargeClip(join(folder, 'clip.mp4'), SIZE, 1);
    client = await signedIn();
    channelId = await ownChannelId(client);
  });
  afterAll(async () => {
    await created.removeAll();
    await rm(folder, { recursive: true, force: true });
  });

  const title = (what: string) => `${what} ${randomUUID()}`;
  const videosNamed = async (name: string) =>
    (await client.account.videos({ search: name, count: 100 })).data.filter((video) => video.name === name);
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  /** SHA-256 of the file that PeerTube plays until it has made its own sizes, which is the one that was sent. */
  async function sha256AtPeerTube(uuid: string): Promise<string | undefined> {
    const { files } = await client.videos.get(uuid);
    const url = files.find((file) => file.size === SIZE)?.fileUrl;
    return url && sha256(new Uint8Array(await (await fetch(url)).arrayBuffer()));
  }

  it.each<[string, (path: string) => Promise<UploadSource>]>([
    ['a path', (path) => fileSource(path)],
    ['an open handle', async (path) => fileSource(await open(path), { name: 'clip.mp4' })],
    ['a Blob', async (path) => ({ ...blobSource(await openAsBlob(path, { type: 'video/mp4' })), name: 'clip.mp4' })],
    [
      'a stream',
      async (path) => {
        const stream = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
        return streamSource({ name: 'clip.mp4', sizeBytes: SIZE, stream });
      },
    ],
    [
      'an async iterable',
      async (path) => streamSource({ name: 'clip.mp4', sizeBytes: SIZE, stream: createReadStream(path) }),
    ],
  ])('arrives unaltered from %s', async (_kind, sourceOf) => {
    const name = title('source');
    const upload = client.uploads.upload(await sourceOf(path), { name, channelId, privacy: 'public', ...CHUNKS });
    const { uuid } = await upload.done;
    created.add(uuid);
    const got = await sha256AtPeerTube(uuid);
    // A fast instance has its own sizes already; then only the size of what was sent is known.
    if (got !== undefined) expect(got).toBe(sha256(await readFile(path)));
    expect((await client.videos.source(uuid)).size).toBe(SIZE);
  });

  it('pauses in the middle, resumes where it was, and is cancelled without a trace', async () => {
    let begun = 0;
    const { fetch, transcript } = intercepted((request, pass) => {
      begun += 1;
      return pass(request);
    });
    const noted = await signedIn({ fetch });
    const name = title('pause');
    const upload = noted.uploads.upload(await fileSource(path), { name, channelId, ...CHUNKS });
    await new Promise<void>((resolve) => {
      upload.onProgress(({ sentBytes }) => sentBytes >= 512 * KIB && resolve());
    });
    upload.pause();
    await until('the pause', () => upload.progress.phase === 'paused');
    const before = begun;
    // Long enough for several chunks.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect([begun, upload.progress.phase]).toEqual([before, 'paused']);
    upload.resume();
    const { uuid } = await upload.done;
    created.add(uuid);
    expect(transcript.filter((line) => line.startsWith('PUT bytes 0-'))).toHaveLength(1);

    const other = noted.uploads.upload(await fileSource(path), { name: title('cancel'), channelId, ...CHUNKS });
    await new Promise<void>((resolve) => {
      other.onProgress(({ sentBytes }) => sentBytes >= 512 * KIB && resolve());
    });
    await other.cancel();
    await expect(other.done).rejects.toMatchObject({ name: 'AbortError' });
    expect(transcript.at(-1)).toBe('DELETE -> 204');
  });

  it('takes image, tags, captions, chapters and passwords in the same call, and reports when it is playable', async () => {
    const png = await readFile(await pictureIn(folder));
    const states: number[] = [];
    const { uuid } = await client.uploads.upload(await fileSource(path), {
      name: `  ${title('extras')}  `,
      channelId,
      privacy: 'password',
      videoPasswords: ['open sesame'],
      tags: ['one'],
      description: 'A description.',
      support: 'A word of thanks.',
      language: 'ko',
      originallyPublishedAt: '2020-01-31T00:00:00Z',
      thumbnail: new Blob([png], { type: 'image/png' }),
      captions: [{ language: 'ko', file: new Blob(['1\n00:00:00,000 --> 00:00:01,000\n안녕\n']) }],
      chapters: [{ timecode: 0, title: 'Start' }],
    }).done;
    created.add(uuid);
    const video = await client.videos.get(uuid);
    expect(video).toMatchObject({ tags: ['one'], description: 'A description.', support: 'A word of thanks.' });
    expect([video.privacy.id, video.language.id, video.name]).toEqual([5, 'ko', video.name.trim()]);
    expect((await client.captions.list(uuid)).map(({ language }) => language.id)).toEqual(['ko']);
    expect(await client.videos.chapters(uuid)).toMatchObject([{ timecode: 0, title: 'Start' }]);
    await client.uploads.waitUntilPlayable(uuid, { timeoutMs: PLAYABLE_MS, onState: ({ id }) => states.push(id) });
    expect(states.at(-1)).toBe(1);
  });

  it.each(['AC\\DC', '100 % _ sure', 'ends with \\'])('is found by its key under the title %j', async (odd) => {
    const name = `${randomUUID()} ${odd}`;
    const key = randomUUID();
    const { uuid } = await client.uploads.upload(await fileSource(path), { name, channelId, key }).done;
    created.add(uuid);
    const find = uploadedFinder(client.context.http);
    expect(await find(key, { name })).toMatchObject({ uuid });
  });

  it('is not sent again under its key when it was renamed and its record is gone', async () => {
    const sinceMs = Date.now();
    const [name, key] = [title('renamed'), randomUUID()];
    const first = await client.uploads.upload(await fileSource(path), { name, channelId, key }).done;
    created.add(first.uuid);
    await client.videos.update(first.uuid, { name: title('other') });
    const again = await client.uploads.upload(await fileSource(path), { name, channelId, key, sinceMs }).done;
    created.add(again.uuid);
    expect(again.uuid).toBe(first.uuid);
  });

  it('waits in a folder while PeerTube cannot take its last byte, and gets there once', async () => {
    const name = title('hybrid');
    let isAway = false;
    const { fetch } = intercepted(
      atLastChunk(async (request, pass) => {
        // PeerTube makes the video, and its answer is lost.
        await pass(request);
        isAway = true;
        throw new TypeError('fetch failed');
      }),
    );
    const noted = await signedIn({
      fetch: (input, init) => (isAway ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init)),
    });
    const fallback = folderStore(join(folder, 'waiting'));
    const first = new HybridUploader({ primary: noted.uploads, fallback, failoverAfterMs: 2_000 });
    const result = await first.upload(await fileSource(path), { name, channelId, privacy: 'private' }).done;
    expect(result).toMatchObject({ kind: 'stored', isUnconfirmed: true });
    // The process ends here: what follows knows the folder alone.
    const next = new HybridUploader({
      primary: (await signedIn()).uploads,
      fallback: folderStore(join(folder, 'waiting')),
    });
    expect(await next.pending()).toHaveLength(1);
    const { promoted, failed } = await next.promote();
    expect(failed).toEqual([]);
    for (const { video } of promoted) created.add(video.uuid);
    expect((await videosNamed(name)).map(({ uuid }) => uuid)).toEqual(promoted.map(({ video }) => video.uuid));
    expect(await next.pending()).toEqual([]);
  });
});

/** A small PNG. */
async function pictureIn(folder: string): Promise<string> {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const picture = join(folder, 'picture.png');
  await promisify(execFile)(ffmpeg, [
    ...['-hide_banner', '-loglevel', 'error', '-y', '-f', 'lavfi', '-i', 'color=red:size=320x180:duration=1'],
    ...['-frames:v', '1', picture],
  ]);
  return picture;
}
