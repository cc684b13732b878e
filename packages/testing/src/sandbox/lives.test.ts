import { spawn } from 'node:child_process';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../kit/until.js';
import { type ApiClient, createApiClient } from '../test-support/api-client.js';
import { type Sandbox, startSandbox } from './start-sandbox.js';

interface LiveInfo {
  streamKey: string;
  rtmpUrl: string;
}
interface LiveVideo {
  id: number;
  uuid: string;
  isLive: boolean;
  duration: number;
  viewers: number;
  state: { id: number };
  streamingPlaylists: { playlistUrl: string; files: unknown[] }[];
}

let sandbox: Sandbox;
let client: ApiClient;
const sockets: Socket[] = [];

beforeAll(async () => {
  const timeline = { publishedSmallMs: 3000, announcedSmallMs: 3500, replayDelayMs: 2000, replayProcessingMs: 100 };
  sandbox = await startSandbox({ media: 'ffmpeg', features: { live: { timeline } } });
  client = await createApiClient(sandbox);
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await sandbox?.close();
});

async function createLive(fields: object = {}): Promise<{ video: LiveVideo; info: LiveInfo; events: unknown[] }> {
  const { channelId } = sandbox.account;
  const answer = await client.call('/api/v1/videos/live', {
    method: 'POST',
    json: { name: 'A live', channelId, privacy: 1, latencyMode: 3, ...fields },
  });
  const { video } = (await answer.json()) as { video: LiveVideo };
  const socket = io(`${sandbox.url}/live-videos`, { transports: ['websocket'] });
  sockets.push(socket);
  const events: unknown[] = [];
  socket.on('connect', () => socket.emit('subscribe', { videoId: video.id }));
  for (const name of ['state-change', 'views-change', 'force-end']) {
    socket.on(name, (payload) => events.push(payload === undefined ? [name] : [name, payload]));
  }
  await until('the socket to connect', () => socket.connected);
  return { video, info: await client.get<LiveInfo>(`/api/v1/videos/live/${video.uuid}`), events };
}

/** An encoder. @returns Its exit code, and how to stop it. */
function publish(info: LiveInfo, seconds: number, key = info.streamKey) {
  const args = [
    '-v',
    'error',
    '-re',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=320x180:rate=25',
    '-f',
    'lavfi',
    '-i',
    'sine',
  ];
  const output = ['-t', String(seconds), '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p'];
  const child = spawn('ffmpeg', [...args, ...output, '-c:a', 'aac', '-f', 'flv', `${info.rtmpUrl}/${key}`], {
    stdio: 'ignore',
  });
  return new Promise<number | null>((resolve) => child.once('exit', resolve));
}

const getVideo = (uuid: string) => client.get<LiveVideo>(`/api/v1/videos/${uuid}`);

describe('a live in the sandbox', () => {
  it('goes on air by a real RTMP stream, ends with it, and becomes its replay (promise 17)', async () => {
    const { video, info, events } = await createLive({ saveReplay: true, replaySettings: { privacy: 2 } });
    const encoder = publish(info, 8);
    const onAir = await until('the live to be on air', async () => {
      const now = await getVideo(video.uuid);
      return now.state.id === 1 && now;
    });
    const media = new URL('0.m3u8', onAir.streamingPlaylists[0]?.playlistUrl);
    const playlist = await (await fetch(media)).text();
    const segment = await fetch(new URL(/^0-\d+\.ts$/m.exec(playlist)?.[0] ?? '', media));
    expect(segment.headers.get('content-type')).toBe('video/mp2t');
    expect((await segment.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    expect(await publish(info, 5)).not.toBe(0); // A second encoder on a key in use.
    expect(await encoder).toBe(0);
    const replay = await until('the replay', async () => {
      const now = await getVideo(video.uuid);
      return !now.isLive && now.state.id === 1 && now;
    });
    expect(replay.duration).toBeGreaterThanOrEqual(7);
    expect(replay).toMatchObject({
      privacy: { id: 2 },
      streamingPlaylists: [{ files: [{ resolution: { id: 180 } }] }],
    });
    expect(events).toEqual([
      ['state-change', { state: 1 }],
      ['state-change', { state: 5 }],
    ]);
  }, 40_000);

  it('drops an encoder with a wrong key (promise 53)', async () => {
    const { info, video } = await createLive();
    expect(await publish(info, 5, 'not-the-key')).not.toBe(0);
    expect(await getVideo(video.uuid)).toMatchObject({ state: { id: 4 } });
  }, 20_000);

  it('shows a test picture when the control path puts it on air, notifies viewers, and cuts it on deletion', async () => {
    const { video, events } = await createLive();
    const control = (change: object) =>
      fetch(`${sandbox.url}/_sandbox/lives/${video.uuid}`, { method: 'POST', body: JSON.stringify(change) });
    expect((await control({ state: 'live', viewers: 3 })).status).toBe(200);
    await until('the live to be published', async () => (await getVideo(video.uuid)).state.id === 1);
    await until('the number of viewers', () =>
      events.some((event) => JSON.stringify(event) === '["views-change",{"viewers":3}]'),
    );
    expect((await control({ state: 'live' })).status).toBe(409);
    expect((await client.call(`/api/v1/videos/${video.uuid}`, { method: 'DELETE' })).status).toBe(204);
    expect((await client.call(`/api/v1/videos/${video.uuid}`)).status).toBe(404);
  }, 30_000);

  it('gives no CORS header to the polling handshake', async () => {
    const answer = await fetch(`${sandbox.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'https://site.example' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
  });
});
