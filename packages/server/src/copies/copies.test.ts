import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PiyakastVideo } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';
import { findFfmpeg } from './ffmpeg.js';
import { mediaFacts } from './media-facts.js';

const run = promisify(execFile);
const limits = { timeoutMs: 30_000, signal: new AbortController().signal };
const ffmpeg = await findFfmpeg('ffmpeg');

describe.skipIf(ffmpeg === undefined)('the local copy', () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'piyakast-media-'));
    server = await startTestServer({ env: { FFMPEG_PATH: 'ffmpeg' } });
    await server.sandbox.stop();
  });
  afterAll(async () => {
    await server?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** Two seconds of a test picture and a tone. */
  const make = async (name: string, ...codecs: string[]) => {
    const path = join(folder, name);
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=426x240:rate=10:duration=2'];
    const tone = ['-f', 'lavfi', '-i', 'sine=duration=2'];
    await run('ffmpeg', ['-loglevel', 'error', '-y', ...picture, ...tone, ...codecs, path]);
    return new Uint8Array(await readFile(path));
  };
  const send = (filename: string, bytes: Uint8Array<ArrayBuffer>, metadata: object = {}) =>
    server.tus('alice').send({ bytes, filename, metadata: { name: filename, ...metadata } });
  const copied = (id: string, is: (video: PiyakastVideo) => boolean) =>
    until('the copy', async () => {
      const video = await server.client('alice').videos.get(id);
      return is(video) && video;
    });
  const probe = async (url: string) => {
    const path = join(folder, 'played');
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    await writeFile(path, new Uint8Array(await answer.arrayBuffer()));
    return mediaFacts(await ffmpeg?.probe(path, limits));
  };
  const derivedOf = (id: string) => readdir(join(server.filesDir, `${id}.d`), { recursive: true });

  it('of an AVI plays in every browser while PeerTube is down, with a poster and several heights (promise 76)', async () => {
    const id = await send('old.avi', await make('old.avi', '-c:v', 'mpeg4', '-c:a', 'mp3'));
    const video = await copied(id, ({ localCopy }) => localCopy === 'plays');
    expect(video.duration).toBeCloseTo(2, 0);
    const [file] = video.sources;
    expect(file).toMatchObject({ kind: 'file', type: 'video/mp4' });
    const facts = await probe(file?.kind === 'file' ? file.url : '');
    expect(facts).toMatchObject({
      video: { codec: 'h264', pixelFormat: 'yuv420p', height: 240 },
      audio: { codec: 'aac' },
    });

    const poster = await fetch(video.poster ?? '');
    expect(poster.headers.get('content-type')).toBe('image/jpeg');
    const { sources } = await server.client('stranger').videos.playback(id);
    expect(sources.map(({ kind }) => kind)).toEqual(['hls', 'file']);
    const master = await (await fetch(sources[0]?.kind === 'hls' ? sources[0].url : '')).text();
    expect(master).toContain('RESOLUTION=426x240');
    expect(await derivedOf(id)).toEqual(expect.arrayContaining(['poster.jpg', 'web.mp4', 'hls']));
  });

  it('of a private video stays private, playlist, pictures and segments (promise 76)', async () => {
    const bytes = await make('private.avi', '-c:v', 'mpeg4', '-c:a', 'mp3');
    const id = await send('private.avi', bytes, { privacy: 'private' });
    const video = await copied(id, ({ localCopy }) => localCopy === 'plays');
    const base = `${server.url}/media/${id}`;
    for (const name of ['poster.jpg', 'web.mp4', 'hls/master.m3u8', 'hls/240p.m3u8', 'hls/240p.m4s']) {
      expect([name, (await fetch(`${base}/${name}`)).status]).toEqual([name, 401]);
    }
    const { sources } = await server.client('alice').videos.playback(id);
    // A player follows what the playlists list, and has nothing but their addresses.
    const master = sources[0]?.kind === 'hls' ? sources[0].url : '';
    const listed = async (url: string) => {
      const line = (await (await fetch(url)).text()).split('\n').find((one) => one !== '' && !one.startsWith('#'));
      return new URL(line ?? '', url).href;
    };
    const segment = await fetch(await listed(await listed(master)), { headers: { range: 'bytes=0-99' } });
    expect(segment.status).toBe(206);
    expect((await fetch(video.poster ?? '')).status).toBe(200);
  });

  it('of a Matroska file with H.264 has the same streams in an MP4 (promise 76)', async () => {
    const id = await send(
      'screen.mkv',
      await make('screen.mkv', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'),
    );
    const video = await copied(id, ({ localCopy }) => localCopy === 'plays');
    const [file] = video.sources;
    expect((await probe(file?.kind === 'file' ? file.url : '')).formats).toContain('mp4');
    expect(await derivedOf(id)).toEqual(expect.not.arrayContaining(['hls']));
  });

  it('of a broken file is the original, and the row says so', async () => {
    const id = await send('broken.mp4', sampleMp4());
    const video = await copied(id, ({ localCopy }) => localCopy === 'original');
    expect(video).toMatchObject({ poster: null, sources: [{ kind: 'file' }] });
  });

  it('goes with the original once PeerTube has the video; its picture is PeerTube’s then (promise 13, promise 76)', async () => {
    const { data } = await server.client('alice').videos.list({ count: 50 });
    await server.sandbox.start();
    for (const { id } of data) await copied(id, ({ state }) => state === 'published');
    await until('no local file', async () => (await readdir(server.filesDir)).length === 0);
    const after = await server.client('alice').videos.get(data[0]?.id ?? '');
    expect(after.localCopy).toBeNull();
    expect(after.poster).toMatch(new RegExp(`^${server.sandbox.url}`));
  });
});

describe('without ffmpeg', () => {
  it('the original is offered, and the video says that a browser may not play it (promise 76)', async () => {
    const server = await startTestServer();
    try {
      await server.sandbox.stop();
      const avi = new Uint8Array(Buffer.from(`RIFF\0\0\0\x10AVI LIST${'\0'.repeat(100)}`, 'latin1'));
      const words = { 'a.mp4': 'plays', 'b.avi': 'original' };
      for (const [filename, word] of Object.entries(words)) {
        const bytes = filename.endsWith('avi') ? avi : sampleMp4();
        const id = await server.tus('alice').send({ bytes, filename, metadata: { name: filename } });
        await until(`the word ${word}`, async () => (await server.client('alice').videos.get(id)).localCopy === word);
      }
    } finally {
      await server.close();
    }
  });
});

describe.skipIf(ffmpeg === undefined)('findFfmpeg()', () => {
  it('opens no other file than the one that it is given: no playlist, no list of files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'piyakast-media-'));
    const secret = join(folder, 'secret.txt');
    await writeFile(secret, 'a secret');
    const lists = {
      'list.ffconcat': `ffconcat version 1.0\nfile ${secret}\n`,
      'list.m3u8': `#EXTM3U\n#EXTINF:1,\n${secret}\n`,
    };
    for (const [name, text] of Object.entries(lists)) {
      const path = join(folder, name);
      await writeFile(path, text);
      await expect(ffmpeg?.probe(path, limits)).rejects.toThrow();
    }
    await rm(folder, { recursive: true });
  });

  it('ends a program that takes too long, and one whose job is cancelled', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'piyakast-media-'));
    const input = join(folder, 'long.mkv');
    await run('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc=duration=60:size=64x64', input]);
    const slow = ['-vf', 'scale=3840:2160', '-c:v', 'libx264', '-preset', 'veryslow', join(folder, 'out.mp4')];
    await expect(ffmpeg?.convert(input, slow, { ...limits, timeoutMs: 100 })).rejects.toThrow('too long');
    const stopped = { ...limits, signal: AbortSignal.timeout(100) };
    await expect(ffmpeg?.convert(input, slow, stopped)).rejects.toMatchObject({ name: 'TimeoutError' });
    await rm(folder, { recursive: true });
  });
});
