import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../kit/until.js';
import { makeSampleVideo } from '../node/make-sample-video.js';
import { tinyVideo } from '../peertube/media/tiny-video.js';
import { type ApiClient, createApiClient } from '../test-support/api-client.js';
import { type Sandbox, type SandboxOptions, startSandbox } from './start-sandbox.js';

async function start(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; client: ApiClient }> {
  const sandbox = await startSandbox({ media: 'sniff', ...options });
  onTestFinished(() => sandbox.close());
  return { sandbox, client: await createApiClient(sandbox) };
}

const rangeOf = async (response: Response) => response.headers.get('range');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A PUT by hand, of which only a part of the body is sent. */
function sendPart(uploadUrl: string, token: string, total: number, part: Uint8Array) {
  const { hostname, port, pathname, search } = new URL(uploadUrl);
  const socket = connect(Number(port), hostname);
  socket.write(
    [
      `PUT ${pathname}${search} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Authorization: Bearer ${token}`,
      `Content-Range: bytes 0-${total - 1}/${total}`,
      `Content-Length: ${total}`,
      '',
      '',
    ].join('\r\n'),
  );
  socket.write(part);
  return socket;
}

/** What a new connection comes to. */
function connectionTo(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => {
      socket.destroy();
      resolve('connected');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
  });
}

describe('startSandbox()', () => {
  it('keeps the bytes that arrived before the connection was cut, and resumes from there', async () => {
    const { sandbox, client } = await start();
    const bytes = tinyVideo(300_000);
    const uploadUrl = await client.initUpload(bytes.length);
    const socket = sendPart(uploadUrl, client.token, bytes.length, bytes.subarray(0, 100_000));
    const [upload] = sandbox.fake.uploads.values();
    await until(
      'the bytes before the cut',
      async () => (await sandbox.fake.storage.size(upload?.key ?? '')) === 100_000,
    );
    const meanwhile = await client.put(uploadUrl, `bytes */${bytes.length}`);
    expect([meanwhile.status, await meanwhile.json()]).toEqual([
      423,
      { error: { code: 'FileLocked', message: 'File locked' } },
    ]);
    socket.resetAndDestroy();
    const kept = await until('the bytes that were kept', async () => {
      const answer = await client.put(uploadUrl, `bytes */${bytes.length}`);
      return answer.status === 308 && answer;
    });
    expect(await rangeOf(kept)).toBe('bytes=0-99999');
    const last = await client.put(uploadUrl, `bytes 100000-299999/${bytes.length}`, bytes.subarray(100_000));
    expect(last.status).toBe(200);
    const { video } = (await last.json()) as { video: { uuid: string } };
    expect(await sandbox.sha256Of(video.uuid)).toBe(sha256(bytes));
    expect(sandbox.uploadsCompleted).toBe(1);
  });

  it('refuses connections while it is stopped, and forgets unfinished uploads only at a restart', async () => {
    const { sandbox, client } = await start();
    const uploadUrl = await client.initUpload(1000);
    await client.put(uploadUrl, 'bytes 0-99/1000', tinyVideo(100));
    await sandbox.stop();
    expect(await connectionTo(sandbox.url)).toBe('ECONNREFUSED');
    await sandbox.start();
    expect(await rangeOf(await client.put(uploadUrl, 'bytes */1000'))).toBe('bytes=0-99');
    await sandbox.restart();
    expect((await client.put(uploadUrl, 'bytes */1000')).status).toBe(404);
  });

  it('restarts as a process does: connections break, and nothing is made of an upload afterwards', async () => {
    const { sandbox, client } = await start();
    const bytes = tinyVideo(1000);
    const uploadUrl = await client.initUpload(bytes.length);
    sandbox.faults.set({ processingMs: 300 });
    const broken = client.put(uploadUrl, 'bytes 0-999/1000', bytes).catch((error: Error) => error.message);
    await until('the upload to be processed', () =>
      [...sandbox.fake.uploads.values()].some(({ phase }) => phase === 'processing'),
    );
    await sandbox.restart();
    expect(await broken).toBe('fetch failed');
    expect(sandbox.videos()).toHaveLength(1);
    await sandbox.fake.idle();
    expect(sandbox.uploadsCompleted).toBe(1);
    expect((await client.put(uploadUrl, 'bytes */1000')).status).toBe(404);
  });

  it('resets connections while the switch is down, except those to the switch', async () => {
    const { sandbox, client } = await start();
    const change = (faults: object) =>
      fetch(`${sandbox.url}/_sandbox/faults`, { method: 'PUT', body: JSON.stringify(faults) });
    expect((await change({ down: true })).headers.get('access-control-allow-origin')).toBe('*');
    await expect(client.get('/api/v1/config')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    const answered = await (await fetch(`${sandbox.url}/_sandbox`)).text();
    expect(JSON.parse(answered)).toMatchObject({ sandbox: true, faults: { down: true } });
    expect(answered).not.toContain(sandbox.account.password);
    await change({ down: false });
    expect(await client.get('/api/v1/config')).toMatchObject({ serverVersion: '6.3.0' });
    expect((await change({ broken: true })).status).toBe(400);
  });

  it('answers as the version that it is started as, and says so at its switches', async () => {
    const { sandbox, client } = await start({ version: '8.2.1' });
    expect(await client.get('/api/v1/config')).toMatchObject({ serverVersion: '8.2.1', federation: { enabled: true } });
    expect(await (await fetch(`${sandbox.url}/_sandbox`)).json()).toMatchObject({ version: '8.2.1' });
  });

  it('gives its client credentials only to the host that it is configured for', async () => {
    const { sandbox } = await start();
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
      socket.on('data', (data) => resolve(String(data)));
      socket.write('GET /api/v1/oauth-clients/local HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n');
    });
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).toContain('Getting client tokens for host other.example is forbidden');
  });

  it('keeps accounts, videos and files over a restart of the process, and no plain password', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const first = await startSandbox({ media: 'sniff', dataDir });
    const client = await createApiClient(first);
    const bytes = tinyVideo(5000);
    const { uuid } = await client.upload(bytes);
    const unfinished = await client.initUpload(1000);
    await first.fake.idle();
    await first.close();
    const { password } = first.account;
    expect(await readFile(join(dataDir, 'state.json'), 'utf8')).not.toContain(password);
    expect((await stat(join(dataDir, 'state.json'))).mode & 0o777).toBe(0o600);

    const second = await startSandbox({ media: 'sniff', dataDir, port: Number(new URL(first.url).port) });
    onTestFinished(() => second.close());
    expect(second.account).toMatchObject({ username: 'demo', password: '' });
    expect(await second.sha256Of(uuid)).toBe(sha256(bytes));
    const again = await createApiClient({ url: second.url, account: { ...second.account, password } });
    expect(await again.get(`/api/v1/videos/${uuid}`)).toMatchObject({ state: { id: 1 } });
    expect((await client.put(unfinished, 'bytes */1000')).status).toBe(404);
    expect((await client.call('/api/v1/users/me')).status).toBe(200);
  });

  it('proves to other processes what it holds, and logs requests without secrets', async () => {
    const { sandbox, client } = await start();
    const bytes = tinyVideo(2000, 7);
    const { uuid } = await client.upload(bytes, { name: 'Proof' });
    expect(await (await fetch(`${sandbox.url}/_sandbox/videos`)).json()).toMatchObject([
      { uuid, name: 'Proof', sizeBytes: 2000, sha256: sha256(bytes), state: 1, inputFilename: 'a.mp4' },
    ]);
    const log = await (await fetch(`${sandbox.url}/_sandbox/requests?since=1`)).text();
    expect(JSON.parse(log)).toContainEqual(
      expect.objectContaining({ method: 'POST', path: '/api/v1/videos/upload-resumable', status: 201 }),
    );
    expect(log).not.toContain(client.token);
  });

  it('answers fifty requests at once', async () => {
    const { client } = await start();
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.call('/api/v1/users/me')));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  });
});

describe('a sandbox with ffmpeg', () => {
  let sandbox: Sandbox;
  let client: ApiClient;
  let bytes: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    sandbox = await startSandbox({ media: 'ffmpeg' });
    client = await createApiClient(sandbox);
    const path = join(tmpdir(), `sandbox-test-${process.pid}.mp4`);
    bytes = new Uint8Array(await readFile(await makeSampleVideo({ path, seconds: 6 })));
    await rm(path);
  }, 30_000);
  afterAll(() => sandbox.close());

  it('turns an upload into HLS with byte ranges, and serves its parts (promise 1)', async () => {
    const { uuid } = await client.upload(bytes, { waitTranscoding: true });
    const video = await until('the published video', async () => {
      const now = await client.get<{
        state: { id: number };
        files: unknown[];
        duration: number;
        previewPath: string;
        streamingPlaylists: { playlistUrl: string; files: { fileUrl: string; size: number }[] }[];
      }>(`/api/v1/videos/${uuid}`);
      return now.state.id === 1 && now;
    });
    expect(video).toMatchObject({ duration: 6, files: [] });
    const [playlist] = video.streamingPlaylists;
    const master = await (await fetch(playlist?.playlistUrl ?? '')).text();
    expect(master).toMatch(/RESOLUTION=640x360/);
    const mediaUrl = new URL(/^[^#\s].*$/m.exec(master)?.[0] ?? '', playlist?.playlistUrl);
    const media = await (await fetch(mediaUrl)).text();
    expect(media).toMatch(/#EXT-X-MAP:URI="[^"]+",BYTERANGE="\d+@0"/);
    expect(media).toContain('#EXT-X-ENDLIST');
    const part = await fetch(playlist?.files[0]?.fileUrl ?? '', { headers: { range: 'bytes=100-199' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes 100-199/${playlist?.files[0]?.size}`,
    ]);
    expect((await part.arrayBuffer()).byteLength).toBe(100);
    const preview = await fetch(sandbox.url + video.previewPath);
    expect(preview.headers.get('content-type')).toBe('image/jpeg');
    expect(await sandbox.sha256Of(uuid)).toBe(sha256(bytes));
  });

  it('adds a lower resolution to a video that plays already, under a new name of the master playlist', async () => {
    const { uuid } = await client.upload(bytes);
    const playlistOf = async () => {
      const { state, streamingPlaylists } = await client.get<{
        state: { id: number };
        streamingPlaylists: {
          id: number;
          playlistUrl: string;
          files: { fileUrl: string; resolution: { id: number } }[];
        }[];
      }>(`/api/v1/videos/${uuid}`);
      return state.id === 1 ? streamingPlaylists[0] : undefined;
    };
    const first = await until('the first playlist', playlistOf);
    expect(first.files.map((file) => file.resolution.id)).toEqual([360]);
    const both = await until('both resolutions', async () => {
      const now = await playlistOf();
      return now?.files.length === 2 && now;
    });
    expect(both.id).toBe(first.id);
    expect(both.files.map((file) => file.resolution.id)).toEqual([360, 240]);
    expect(both.files[0]?.fileUrl).toBe(first.files[0]?.fileUrl);
    expect((await fetch(first.playlistUrl)).status).toBe(404);
    const master = await (await fetch(both.playlistUrl)).text();
    expect(master.match(/RESOLUTION=\d+x\d+/g)).toEqual(['RESOLUTION=640x360', 'RESOLUTION=426x240']);
    for (const name of master.match(/^[^#\s].*$/gm) ?? []) {
      const media = await fetch(new URL(name, both.playlistUrl));
      expect(await media.text()).toContain('#EXT-X-ENDLIST');
    }
    const low = await fetch(both.files[1]?.fileUrl ?? '');
    expect(low.status).toBe(200);
    await low.body?.cancel();
  });

  it('refuses what ffprobe cannot read, and forgets the upload', async () => {
    const junk = tinyVideo(5000);
    const uploadUrl = await client.initUpload(junk.length);
    const answer = await client.put(uploadUrl, `bytes 0-4999/5000`, junk);
    expect([answer.status, await answer.json()]).toMatchObject([422, { detail: 'Video file unreadable.' }]);
    expect((await client.put(uploadUrl, 'bytes */5000')).status).toBe(404);
  });
});
