import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HybridUploader, PeerTubeClient, PiyakastClient, piyakastStore } from '@piyakast/sdk';
import { folderRecords, folderUnconfirmedUploads } from '@piyakast/sdk/node';
import { until } from '@piyakast/testing/kit';
import { type Sandbox, startSandbox } from '@piyakast/testing/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MortalServer, mortalServer } from './chaos/mortal-server.js';
import { freePort } from './support/system.js';

const MP4 = [0, 0, 0, 24, ...new TextEncoder().encode('ftypisom')];
const CHUNKS = { chunkBytes: 20_000, maxChunkBytes: 20_000 };

describe('HybridUploader with a PIYAKast server as its fallback', () => {
  let folder: string;
  let sandbox: Sandbox;
  let server: MortalServer;
  let piyakast: PiyakastClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'piyakast-hybrid-'));
    sandbox = await startSandbox({ media: 'sniff' });
    server = mortalServer(`http://127.0.0.1:${await freePort()}`, {
      PEERTUBE_URL: sandbox.url,
      PEERTUBE_USERNAME: sandbox.account.username,
      PEERTUBE_PASSWORD: sandbox.account.password,
      DATA_DIR: join(folder, 'server'),
    });
    server.start();
    await server.up;
    piyakast = new PiyakastClient({ url: server.url, token: () => server.token });
  });
  afterAll(async () => {
    await server?.kill();
    await sandbox?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A client signed in at PeerTube; `fetch` stands between it and the instance. */
  async function hybridUploader(fetch?: typeof globalThis.fetch, isOnline = () => true) {
    const { username, password } = sandbox.account;
    const client = new PeerTubeClient({ url: sandbox.url, ...(fetch ? { fetch } : {}) });
    await client.auth.signIn({ username, password });
    const fallback = piyakastStore(piyakast.context);
    const unconfirmed = folderUnconfirmedUploads(join(folder, 'unconfirmed'));
    return new HybridUploader({ primary: client.uploads, fallback, unconfirmed, isOnline, failoverAfterMs: 2_000 });
  }

  const made = () => {
    const bytes = randomBytes(50_000);
    bytes.set(MP4);
    return {
      file: new File([bytes], 'clip.mp4', { type: 'video/mp4' }),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  };
  /** SHA-256 of every video of this title at PeerTube. */
  const atPeerTube = (name: string) =>
    Promise.all(
      sandbox
        .videos()
        .filter((video) => video.name === name)
        .map((video) => sandbox.sha256Of(video.uuid)),
    );
  const published = (id: string) =>
    until('the video to be published', async () => (await piyakast.videos.get(id)).state === 'published', {
      timeoutMs: 60_000,
    });

  it('stores the file while PeerTube is down, and there is one video when it is back (promise 2, promise 3)', async () => {
    const hybrid = await hybridUploader();
    const { file, sha256 } = made();
    await sandbox.stop();
    const result = await hybrid.upload(file, { name: 'while down', privacy: 'unlisted', ...CHUNKS }).done;
    expect(result).toMatchObject({
      kind: 'stored',
      isUnconfirmed: false,
      stored: { store: 'piyakast', name: 'while down' },
    });
    expect(await hybrid.pending()).toHaveLength(1);
    const id = result.kind === 'stored' ? result.stored.id : '';
    const local = await fetch(`${server.url}/media/${id}`, {
      headers: { authorization: `Bearer ${server.token}`, range: 'bytes=4-11' },
    });
    expect([local.status, await local.text()]).toEqual([206, 'ftypisom']);

    await sandbox.start();
    await hybrid.promote();
    await published(id);
    expect(await atPeerTube('while down')).toEqual([sha256]);
    expect(await hybrid.pending()).toEqual([]);
  });

  it('ends with one video also when PeerTube had secretly taken the last byte', async () => {
    const { file, sha256 } = made();
    const { size } = file;
    const hybrid = await hybridUploader(async (input, init) => {
      const response = await fetch(input, init);
      const isLast = new Headers(init?.headers).get('content-range')?.endsWith(`-${size - 1}/${size}`);
      if (!isLast) return response;
      await sandbox.stop();
      throw new TypeError('fetch failed');
    });
    const result = await hybrid.upload(file, { name: 'secretly there', privacy: 'unlisted', ...CHUNKS }).done;
    expect(result).toMatchObject({ kind: 'stored', isUnconfirmed: true });
    expect(await atPeerTube('secretly there')).toEqual([sha256]);

    await sandbox.start();
    // The process that uploaded has ended meanwhile; the next one knows what was unconfirmed.
    const { withdrawn } = await (await hybridUploader()).promote();
    expect(withdrawn).toEqual([result.key]);
    const id = result.kind === 'stored' ? result.stored.id : '';
    await published(id);
    expect(await atPeerTube('secretly there')).toEqual([sha256]);
    const [source] = (await piyakast.videos.get(id)).sources;
    const [left] = sandbox.videos().filter((video) => video.name === 'secretly there');
    expect(source).toMatchObject({ kind: 'peertube', uuid: left?.uuid });
  });

  it('keeps and publishes the longest texts that PeerTube allows', async () => {
    const { file, sha256 } = made();
    const hybrid = await hybridUploader(undefined, () => false);
    const fields = {
      description: '한'.repeat(10_000),
      tags: ['가', '나', '다', '라', '마'].map((tag) => tag.repeat(30)),
    };
    const options = { name: '가'.repeat(120), support: '글'.repeat(1_000), ...fields, ...CHUNKS };
    const { kind, key } = await hybrid.upload(file, options).done;
    expect(kind).toBe('stored');
    const [stored] = await hybrid.pending();
    expect(stored).toMatchObject({ name: options.name, sizeBytes: file.size });
    await published(stored?.id ?? '');
    expect(sandbox.videos().filter(({ name }) => name === options.name)).toMatchObject([fields]);
    expect(await atPeerTube(options.name)).toEqual([sha256]);
    expect((await hybrid.upload(file, { ...options, key }).done).kind).toBe('stored');
  });

  it('makes one video of a key that was stored, also when nobody noted that it was', async () => {
    const { file, sha256 } = made();
    const options = { name: 'once', key: 'once', privacy: 'unlisted', ...CHUNKS } as const;
    const records = () => folderRecords(join(folder, 'records'));
    const away = await hybridUploader(undefined, () => false);
    const first = await away.upload(file, { ...options, records: records() }).done;
    // The process ends before it has written the result down; the next one begins anew while the server publishes.
    const again = await (await hybridUploader()).upload(file, { ...options, records: records() }).done;
    const id = first.kind === 'stored' ? first.stored.id : '';
    const reasonToSkipPrimary = {
      kind: 'stored',
      stored: { id, key: 'once' },
      reason: { code: 'upload/result-unknown' },
    };
    expect(again).toMatchObject(reasonToSkipPrimary);
    await published(id);
    expect(await (await hybridUploader()).upload(file, options).done).toMatchObject(reasonToSkipPrimary);
    expect(await atPeerTube('once')).toEqual([sha256]);
  });

  it('goes to PeerTube when the server cannot be asked, and on with the server what began there', async () => {
    const { file, sha256 } = made();
    const options = { privacy: 'unlisted', ...CHUNKS } as const;
    const records = folderRecords(join(folder, 'records'));
    const stop = new AbortController();
    const half = (await hybridUploader(undefined, () => false)).upload(file, {
      ...options,
      name: 'half',
      key: 'half',
      records,
      signal: stop.signal,
      onProgress: ({ sentBytes }) => sentBytes >= 20_000 && stop.abort(),
    });
    await expect(half.done).rejects.toMatchObject({ name: 'AbortError' });
    await server.kill();
    const hybrid = await hybridUploader();
    expect(await hybrid.upload(file, { ...options, name: 'unknown', key: 'unknown', records }).done).toMatchObject({
      kind: 'primary',
    });
    expect(await atPeerTube('unknown')).toEqual([sha256]);
    const waiting = hybrid.upload(file, { ...options, name: 'half', key: 'half', records });
    server.start();
    await server.up;
    const result = await waiting.done;
    expect(result.kind).toBe('stored');
    await published(result.kind === 'stored' ? result.stored.id : '');
    expect(await atPeerTube('half')).toEqual([sha256]);
  });

  it('goes on with an upload whose reception the server remembers, and ends with its refusal', async () => {
    const { file } = made();
    const options = { name: 'again', key: 'again', ...CHUNKS };
    const first = await piyakast.uploads.upload(file, options).done;
    const again = await piyakast.uploads.upload(file, options).done;
    expect(again.id).toBe(first.id);

    const program = new File(['MZ\x90 and so on', new Uint8Array(30_000)], 'setup.mp4', { type: 'video/mp4' });
    const refused = { name: 'a program', key: 'program', ...CHUNKS };
    for (const attempt of ['first', 'second']) {
      const { done } = piyakast.uploads.upload(program, refused);
      await expect(done, attempt).rejects.toMatchObject({ name: 'UploadError', code: 'upload/unsupported-type' });
    }
  });
});
