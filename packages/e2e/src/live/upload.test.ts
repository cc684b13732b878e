import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hlsUrlOf, type PeerTubeClient } from '@piyakast/sdk';
import { fileSource, folderRecords } from '@piyakast/sdk/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClip, makeLargeClip } from '../support/clips.js';
import { openBrokenLine } from './broken-line.js';
import { createdVideos, instance, ownChannelId, signedIn } from './instance.js';
import { PLAYABLE_MS } from './own-video.js';

const MIB = 1024 * 1024;

describe('an upload to the real instance', () => {
  let folder: string;
  let client: PeerTubeClient;
  let channelId: number;
  const created = createdVideos(() => client);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'piyakast-live-'));
    client = await signedIn();
    channelId = await ownChannelId(client);
  });
  afterAll(async () => {
    await created.removeAll();
    await rm(folder, { recursive: true, force: true });
  });

  const videosNamed = async (name: string) =>
    (await client.account.videos({ search: name, count: 100 })).data.filter((video) => video.name === name);

  it('resumes after a cut in the middle and is published with its HLS (promises 1 and 11)', async () => {
    const path = await makeLargeClip(join(folder, 'cut.mp4'), 24 * MIB);
    const name = `cut ${randomUUID()}`;
    const line = await openBrokenLine(instance.url);
    try {
      const cut = await signedIn({ fetch: line.fetch });
      const upload = cut.uploads.upload(await fileSource(path), {
        name,
        channelId,
        privacy: 'public',
        chunkBytes: 4 * MIB,
        maxChunkBytes: 4 * MIB,
      });
      line.cutAfter(10 * MIB);
      const sent: number[] = [];
      upload.onProgress(({ sentBytes }) => sent.push(sentBytes));
      const { uuid } = await upload.done;
      created.add(uuid);
      expect(line.breaks).toBe(1);
      expect(sent.at(-1)).toBe((await stat(path)).size);
      await client.uploads.waitUntilPlayable(uuid, { timeoutMs: PLAYABLE_MS });
      const hls = hlsUrlOf(await client.videos.get(uuid));
      expect(hls).toBeDefined();
      const playlist = await fetch(hls ?? '');
      expect(await playlist.text()).toContain('#EXTM3U');
      expect(await videosNamed(name)).toHaveLength(1);
    } finally {
      await line.close();
    }
  });

  it('finds the video instead of sending it again when the last answer is lost (promise 12)', async () => {
    const path = await makeLargeClip(join(folder, 'lost.mp4'), 6 * MIB, 3);
    const name = `lost answer ${randomUUID()}`;
    const line = await openBrokenLine(instance.url);
    try {
      const cut = await signedIn({ fetch: line.fetch });
      const upload = cut.uploads.upload(await fileSource(path), { name, channelId, privacy: 'private' });
      line.swallowAnswerAfter((await stat(path)).size);
      const { uuid } = await upload.done;
      created.add(uuid);
      expect(line.breaks).toBe(1);
      expect((await videosNamed(name)).map((video) => video.uuid)).toEqual([uuid]);
    } finally {
      await line.close();
    }
  });

  it('resumes from the saved record in another client, and the same key never makes a second video', async () => {
    const path = await makeLargeClip(join(folder, 'resume.mp4'), 12 * MIB, 3);
    const name = `resume ${randomUUID()}`;
    const key = randomUUID();
    const records = folderRecords(join(folder, 'records'));
    const options = { name, channelId, key, records, chunkBytes: 2 * MIB, maxChunkBytes: 2 * MIB };
    const stopping = new AbortController();
    const first = client.uploads.upload(await fileSource(path), { ...options, signal: stopping.signal });
    first.onProgress(({ sentBytes }) => {
      if (sentBytes >= 4 * MIB) stopping.abort(new Error('the process is gone'));
    });
    await expect(first.done).rejects.toThrow('the process is gone');

    const again = (await signedIn()).uploads.upload(await fileSource(path), options);
    const sent: number[] = [];
    again.onProgress(({ phase, sentBytes }) => phase === 'sending' && sent.push(sentBytes));
    const { uuid } = await again.done;
    created.add(uuid);
    expect(sent[0]).toBeGreaterThanOrEqual(4 * MIB);

    const third = (await signedIn()).uploads.upload(await fileSource(path), options);
    expect((await third.done).uuid).toBe(uuid);
    expect(await videosNamed(name)).toHaveLength(1);
  });

  it('keeps two files of the same name and size apart', async () => {
    const name = `twins ${randomUUID()}`;
    const one = await makeClip(join(folder, 'one.mp4'), { seconds: 3, pattern: 'testsrc2' });
    const bytes = await readFile(one);
    // The same film, another title in its metadata's place: equal in size, different in content.
    const other = Buffer.from(bytes);
    const marker = other.indexOf('Lavf');
    expect(marker).toBeGreaterThan(0);
    other.write('Lavg', marker, 'latin1');
    expect(createHash('sha256').update(other).digest('hex')).not.toBe(createHash('sha256').update(bytes).digest('hex'));
    const uploads = [bytes, other].map((content) =>
      client.uploads.upload(new File([content], 'twin.mp4', { type: 'video/mp4', lastModified: 1 }), {
        name,
        channelId,
      }),
    );
    const results = await Promise.all(uploads.map((upload) => upload.done));
    for (const { uuid } of results) created.add(uuid);
    expect(new Set(results.map(({ uuid }) => uuid)).size).toBe(2);
    expect(await videosNamed(name)).toHaveLength(2);
  });
});
