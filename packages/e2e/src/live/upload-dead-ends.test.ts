import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PeerTubeClient, PeerTubeUploadOptions } from '@piyakast/sdk';
import { memoryRecords } from '@piyakast/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeLargeClip } from '../support/clips.js';
import { createdVideos, instance, ownChannelId, signedIn, signedInAnew } from './instance.js';
import { atChunk, atLastChunk, changed, type Intercept, intercepted } from './intercepted.js';
import { until } from './until.js';
import { fetchWithinLimit } from './within-limit.js';

const KIB = 1024;
const CHUNK = 64 * KIB;
const SIZE = 5 * CHUNK;
const CHUNKS = { chunkBytes: CHUNK, maxChunkBytes: CHUNK, privacy: 'private' } as const;

describe('a dead end of an upload to the real instance', () => {
  let folder: string;
  let bytes: Uint8Array<ArrayBuffer>;
  let client: PeerTubeClient;
  let channelId: number;
  const created = createdVideos(() => client);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'piyakast-live-'));
    const path = await makeLargeClip(join(folder, 'clip.mp4'), SIZE, 1);
    bytes = new Uint8Array(await readFile(path));
    client = await signedIn();
    channelId = await ownChannelId(client);
  });
  afterAll(async () => {
    await created.removeAll();
    await rm(folder, { recursive: true, force: true });
  });

  const fileOf = (content: Uint8Array<ArrayBuffer>) =>
    new File([content], 'dead-end.mp4', { type: 'video/mp4', lastModified: 1 });

  /** Begins an upload that meets `step`. */
  async function begin(
    step: Intercept,
    options: Partial<PeerTubeUploadOptions> = {},
    { content = bytes, signIn = signedIn } = {},
  ) {
    const name = `dead end ${randomUUID()}`;
    const { fetch, transcript } = intercepted(step);
    const caught = await signIn({ fetch });
    const upload = caught.uploads.upload(fileOf(content), { name, channelId, ...CHUNKS, ...options });
    return { upload, name, transcript, client: caught };
  }

  const videosNamed = async (name: string) =>
    (await client.account.videos({ search: name, count: 100 })).data.filter((video) => video.name === name);

  /** Uploads through `step`: there is one video at the end, of the right size. */
  async function uploadedThrough(step: Intercept, { signIn = signedIn } = {}) {
    const { upload, name, transcript } = await begin(step, {}, { signIn });
    const { uuid } = await upload.done;
    created.add(uuid);
    expect((await videosNamed(name)).map((video) => video.uuid)).toEqual([uuid]);
    expect((await client.videos.source(uuid)).size).toBe(bytes.length);
    return transcript;
  }

  const countOf = (transcript: readonly string[], start: string) =>
    transcript.filter((line) => line.startsWith(start)).length;

  it('308 with a smaller Range: asks, and continues behind what the server has', async () => {
    let first: Request | undefined;
    const keep = atChunk(1, async (request, pass) => {
      first = await changed(request, {});
      return pass(await changed(first.clone(), {}));
    });
    const again = atChunk(3, async (request, pass) => {
      await pass(request);
      if (!first) throw new Error('there was no first chunk');
      return pass(await changed(first, {}));
    });
    const transcript = await uploadedThrough((request, pass) => again(request, (next) => keep(next, pass)));
    const total = bytes.length;
    expect(transcript).toContain(`PUT bytes */${total} -> 308 bytes=0-${3 * CHUNK - 1}`);
    const starts = transcript.map((line) => /^PUT bytes (\d+)-/.exec(line)?.[1]);
    expect(starts.filter((start) => start === String(3 * CHUNK))).toHaveLength(1);
  });

  it('bytes=0--1: begins at the first byte when none arrived', async () => {
    const transcript = await uploadedThrough(atChunk(1, () => Promise.reject(new TypeError('fetch failed'))));
    expect(transcript).toContain(`PUT bytes */${bytes.length} -> 308 bytes=0--1`);
  });

  it('404, as after a purge or a restart: starts again from zero', async () => {
    const transcript = await uploadedThrough(
      atChunk(3, async (request, pass) => {
        const { headers } = request;
        const gone = await fetchWithinLimit(request.url, {
          method: 'DELETE',
          headers: { authorization: headers.get('authorization') ?? '' },
        });
        expect(gone.status).toBe(204);
        return pass(request);
      }),
    );
    expect(countOf(transcript, 'POST -> 201')).toBe(2);
    expect(transcript.some((line) => line.endsWith('-> 404'))).toBe(true);
  });

  it('423: waits until the other request lets go', async () => {
    const transcript = await uploadedThrough(
      atChunk(2, async (request, pass) => {
        const letGo = await holdUpload(request, bytes.length);
        const response = await pass(await changed(request, {}));
        setTimeout(letGo, 500);
        return response;
      }),
    );
    expect(transcript.some((line) => line.endsWith('-> 423'))).toBe(true);
  });

  it('503 while the file is processed, or 404 behind it: ends with the one video', async () => {
    // A question that overtakes the chunk holds the upload, and the chunk is refused (423): longer each time it comes again.
    let headStartMs = 30;
    const transcript = await uploadedThrough(
      atLastChunk(async (request, pass) => {
        const question = questionOf(request, bytes.length);
        let answered: Response | undefined;
        const sent = pass(request).then((response) => {
          answered = response;
          return response;
        });
        headStartMs *= 2;
        await sleep(headStartMs);
        // Asked until the server has all bytes, and makes the video.
        const isAtWork = async () => answered || ![308, 423].includes((await pass(question.clone())).status);
        await until('the server at work', isAtWork, { everyMs: 200 });
        const response = await sent;
        if (response.status === 423) return response;
        throw new TypeError('fetch failed');
      }),
    );
    expect(countOf(transcript, 'POST -> 201')).toBe(1);
    const questions = transcript.filter((line) => line.startsWith(`PUT bytes */${bytes.length} -> `));
    expect(questions.some((line) => /-> (503|404)$/.test(line))).toBe(true);
  });

  it('409: asks, and sends the chunk again', async () => {
    const transcript = await uploadedThrough(
      atChunk(2, async (request, pass) => {
        const range = `bytes ${CHUNK}-${2 * CHUNK - 1}/${bytes.length + 1_000}`;
        return pass(await changed(request, { headers: { 'content-range': range } }));
      }),
    );
    expect(transcript.some((line) => line.endsWith('-> 409'))).toBe(true);
    expect(transcript).toContain(`PUT bytes */${bytes.length} -> 308 bytes=0-${CHUNK - 1}`);
  });

  it('460: sends a chunk again that arrived altered', async () => {
    const transcript = await uploadedThrough(
      atChunk(2, async (request, pass) =>
        pass(await changed(request, { headers: { digest: `sha-256=${btoa('x'.repeat(32))}` } })),
      ),
    );
    expect(transcript.some((line) => line.endsWith('-> 460'))).toBe(true);
  });

  it('a token that is no longer good: continues with a new one, at the same byte', async () => {
    const transcript = await uploadedThrough(
      atChunk(3, async (request, pass) => {
        const token = request.headers.get('authorization') ?? '';
        const bad = await changed(request, { headers: { authorization: `${token.slice(0, -4)}dead` } });
        return pass(bad);
      }),
      // The refresh ends the session that it begins with.
      { signIn: signedInAnew },
    );
    expect(transcript.some((line) => line.endsWith('-> 401'))).toBe(true);
    expect(countOf(transcript, 'POST -> 201')).toBe(1);
    expect(countOf(transcript, 'PUT bytes 0-')).toBe(1);
  });

  it('403, the id of another user: leaves it alone, and says so', async () => {
    const records = memoryRecords();
    const { upload, name } = await begin(
      atChunk(2, async (request, pass) => {
        const url = request.url.replace(/upload_id=[^&]+/, `upload_id=${'0'.repeat(32)}-1-2-3`);
        return pass(await changed(request, { url }));
      }),
      { key: `theirs-${randomUUID()}`, records },
    );
    await expect(upload.done).rejects.toMatchObject({
      code: 'upload/not-allowed',
      status: 403,
      confirmedBytes: CHUNK,
    });
    expect(await records.get(upload.key)).toBeDefined();
    expect(await videosNamed(name)).toEqual([]);
  });

  it('a channel deleted meanwhile: names the field, and makes no video', async () => {
    const slug = `dead_end_${randomUUID().slice(0, 8)}`;
    const channel = await client.channels.create({ name: slug, displayName: 'Dead end' });
    const { upload, name, transcript } = await begin(
      atLastChunk(async (request, pass) => {
        await client.channels.delete(slug);
        return pass(request);
      }),
      { channelId: channel.id },
    );
    await expect(upload.done).rejects.toMatchObject({ code: 'channel/not-found', field: 'channelId' });
    // 400 in PeerTube 6, 404 since 8: asked once, and not announced again. What the server may have kept is removed.
    expect(transcript.filter((line) => line.startsWith('PUT')).at(-1)).toMatch(/-> (400|404)$/);
    expect(countOf(transcript, 'POST -> 201')).toBe(1);
    expect(await videosNamed(name)).toEqual([]);
  });

  it('422, a file that PeerTube cannot read: gives up and forgets the record', async () => {
    const records = memoryRecords();
    const junk = new Uint8Array(SIZE).fill(7);
    const { upload, name } = await begin(
      (request, pass) => pass(request),
      { records, inspect: false },
      { content: junk },
    );
    await expect(upload.done).rejects.toMatchObject({ code: 'upload/invalid-file', status: 422 });
    expect(await records.get(upload.key)).toBeUndefined();
    expect(await videosNamed(name)).toEqual([]);
  });

  it('a Location that is absolute, as behind a proxy and in 9.0, or protocol-relative: both are understood', async () => {
    for (const prefix of [instance.url, instance.url.replace(/^https?:/, ''), 'https://other.example']) {
      await uploadedThrough(async (request, pass) => {
        const response = await pass(request);
        const location = response.headers.get('location');
        if (!location) return response;
        const { search, pathname } = new URL(location, instance.url);
        const headers = new Headers(response.headers);
        headers.set('location', `${prefix}${pathname}${search}`);
        return new Response(response.body, { status: response.status, headers });
      });
    }
  });

  it('a wrong field: PeerTube refuses it before the first byte, and the field is named', async () => {
    const { upload, transcript } = await begin((request, pass) => pass(request), { category: 9_999 });
    await expect(upload.done).rejects.toMatchObject({ code: 'upload/invalid-metadata', field: 'category' });
    expect(countOf(transcript, 'PUT')).toBe(0);
  });
});

/** The question how much of the upload has arrived. */
function questionOf({ url, headers: sent }: Request, total: number): Request {
  const headers = new Headers(sent);
  headers.set('content-range', `bytes */${total}`);
  return new Request(url, { method: 'PUT', headers });
}

/** Another request that sends a chunk of the same upload, slowly, and so holds it. @returns Lets go. */
async function holdUpload(request: Request, total: number): Promise<() => void> {
  const question = questionOf(request, total);
  let socket = await sendHeader(request, total);
  // The server locks the upload when it has read the header; not one byte of the chunk comes.
  await until('the lock', async () => {
    if ((await fetchWithinLimit(question)).status === 423) return true;
    // Answered, so refused: it came in the middle of the question, or above the limit on requests.
    if (socket.bytesRead > 0) socket = await sendHeader(request, total);
    return false;
  });
  return () => socket.destroy();
}

async function sendHeader(request: Request, total: number): Promise<Socket> {
  const { hostname, port, pathname, search, host } = new URL(request.url);
  const socket = connect(Number(port || 80), hostname);
  socket.on('error', () => socket.destroy());
  await new Promise<void>((connected) => socket.once('connect', () => connected()));
  const lines = [
    `PUT ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    `authorization: ${request.headers.get('authorization')}`,
    'content-type: application/octet-stream',
    `content-range: bytes ${CHUNK}-${2 * CHUNK - 1}/${total}`,
    `content-length: ${CHUNK}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.resume();
  return socket;
}
