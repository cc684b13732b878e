import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../kit/fake-clock.js';
import { createApiClient } from '../../test-support/api-client.js';
import { createFakePeerTube } from '../create-fake-peertube.js';
import type { FakePeerTubeOptions } from '../fake-peertube.js';
import { tinyVideo } from '../media/tiny-video.js';
import type { FaultSwitches } from './faults.js';

async function start(options: FakePeerTubeOptions = {}) {
  const fake = createFakePeerTube(options);
  const [account] = fake.accounts;
  if (!account) throw new Error('there is no account');
  const client = await createApiClient({ url: fake.url, account, fetch: fake.fetch });
  return { fake, client };
}

const whole = (bytes: Uint8Array) => `bytes 0-${bytes.length - 1}/${bytes.length}`;

describe('the fault switches', () => {
  it('down: every request is a network error', async () => {
    const { fake, client } = await start();
    fake.faults.set({ down: true });
    expect((await client.call('/api/v1/config')).type).toBe('error');
    fake.faults.clear();
    expect((await client.call('/api/v1/config')).status).toBe(200);
  });

  it('down: an upload that is on its way is cut too, and its bytes are kept', async () => {
    const { fake, client } = await start();
    const bytes = tinyVideo(1000);
    const uploadUrl = await client.initUpload(bytes.length);
    const parts = [bytes.slice(0, 400), bytes.slice(400)];
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const part = parts.shift();
          if (part) controller.enqueue(part);
          if (parts.length === 0) fake.faults.set({ down: true });
        },
      },
      { highWaterMark: 0 },
    );
    expect((await client.put(uploadUrl, whole(bytes), body)).type).toBe('error');
    fake.faults.clear();
    expect((await client.put(uploadUrl, 'bytes */1000')).headers.get('range')).toBe('bytes=0-399');
  });

  it('hang: requests wait until the switch is off, or until they are given up', async () => {
    const { fake, client } = await start();
    fake.faults.set({ hang: true });
    const controller = new AbortController();
    const abandoned = client.call('/api/v1/config', { signal: controller.signal });
    const patient = client.call('/api/v1/config');
    controller.abort();
    expect((await abandoned).type).toBe('error');
    fake.faults.set({ hang: false });
    expect((await patient).status).toBe(200);
  });

  it('fail: so many requests get the status of a proxy, without CORS', async () => {
    const { fake, client } = await start();
    fake.faults.set({ fail: { status: 503, times: 2 } });
    const answers = [];
    for (let index = 0; index < 3; index += 1) answers.push(await client.call('/api/v1/config'));
    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 200]);
    expect(answers[0]?.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('cutAfterBytes: keeps what came before the cut, once', async () => {
    const { fake, client } = await start();
    const bytes = tinyVideo(10_000);
    const uploadUrl = await client.initUpload(bytes.length);
    fake.faults.set({ cutAfterBytes: 4321 });
    expect((await client.put(uploadUrl, whole(bytes), bytes)).type).toBe('error');
    expect((await client.put(uploadUrl, 'bytes */10000')).headers.get('range')).toBe('bytes=0-4320');
    const rest = await client.put(uploadUrl, 'bytes 4321-9999/10000', bytes.slice(4321));
    expect(rest.status).toBe(200);
  });

  it('revokeTokensAtByte: the running chunk is taken, the next request is refused, a refresh helps', async () => {
    const { fake, client } = await start();
    const bytes = tinyVideo(10_000);
    const uploadUrl = await client.initUpload(bytes.length);
    fake.faults.set({ revokeTokensAtByte: 100 });
    expect((await client.put(uploadUrl, 'bytes 0-4999/10000', bytes.slice(0, 5000))).status).toBe(308);
    expect((await client.put(uploadUrl, 'bytes 5000-9999/10000', bytes.slice(5000))).status).toBe(401);
    const { clientId, clientSecret } = fake.state;
    const refreshed = await fake.fetch(
      new Request(`${fake.url}/api/v1/users/token`, {
        method: 'POST',
        body: new URLSearchParams({
          client_id: clientId,
          client_secret: clientSecret,
          grant_type: 'refresh_token',
          refresh_token: client.refreshToken,
        }),
      }),
    );
    client.token = ((await refreshed.json()) as { access_token: string }).access_token;
    expect((await client.put(uploadUrl, 'bytes 5000-9999/10000', bytes.slice(5000))).status).toBe(200);
  });

  it('dropAnswerOfLastChunk: the video is there, its id was never answered', async () => {
    const { fake, client } = await start();
    const bytes = tinyVideo(1000);
    const uploadUrl = await client.initUpload(bytes.length, { filename: 'mine.piya-1.mp4' });
    fake.faults.set({ dropAnswerOfLastChunk: true });
    expect((await client.put(uploadUrl, whole(bytes), bytes)).type).toBe('error');
    expect((await client.put(uploadUrl, 'bytes */1000')).status).toBe(404);
    const { data } = await client.get<{ data: { uuid: string }[] }>('/api/v1/users/me/videos');
    expect(data).toHaveLength(1);
    expect(await client.get(`/api/v1/videos/${data[0]?.uuid}/source`)).toMatchObject({
      inputFilename: 'mine.piya-1.mp4',
    });
    expect(fake.faults.current.dropAnswerOfLastChunk).toBe(false);
  });

  it('processingMs: a finished upload answers 503 for a while, then 404', async () => {
    const clock = createFakeClock();
    const { fake, client } = await start({ clock });
    const bytes = tinyVideo(1000);
    const uploadUrl = await client.initUpload(bytes.length);
    fake.faults.set({ processingMs: 5000 });
    const last = client.put(uploadUrl, whole(bytes), bytes);
    await clock.advance(1000);
    const busy = await client.put(uploadUrl, 'bytes */1000');
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '300']);
    await clock.advance(5000);
    expect((await last).status).toBe(200);
    expect((await client.put(uploadUrl, 'bytes */1000')).status).toBe(404);
  });

  it('bytesPerSecond: a body takes its time', async () => {
    const clock = createFakeClock();
    const { fake, client } = await start({ clock });
    const bytes = tinyVideo(10_000);
    const uploadUrl = await client.initUpload(bytes.length);
    fake.faults.set({ bytesPerSecond: 1000 });
    let done = false;
    const last = client.put(uploadUrl, whole(bytes), bytes).finally(() => {
      done = true;
    });
    await clock.advance(9000);
    expect(done).toBe(false);
    await clock.advance(2000);
    expect((await last).status).toBe(200);
  });

  it.each<[keyof FaultSwitches, number]>([
    ['rateLimited', 429],
    ['quotaReached', 413],
  ])('%s: an upload is refused with %i', async (name, status) => {
    const { fake, client } = await start();
    fake.faults.set({ [name]: true });
    await expect(client.initUpload(1000)).rejects.toThrow(`init answered ${status}`);
  });

  it('diskFull: no byte is taken, and the upload can go on later', async () => {
    const { fake, client } = await start();
    const bytes = tinyVideo(1000);
    const uploadUrl = await client.initUpload(bytes.length);
    fake.faults.set({ diskFull: true });
    expect((await client.put(uploadUrl, whole(bytes), bytes)).status).toBe(500);
    fake.faults.clear();
    expect((await client.put(uploadUrl, whole(bytes), bytes)).status).toBe(200);
  });

  it('chaos: the same seed gives the same trouble, another seed other trouble', async () => {
    const run = async (seed: number) => {
      const { fake, client } = await start();
      fake.faults.set({ chaos: { seed, rate: 0.5 } });
      const statuses: number[] = [];
      for (let index = 0; index < 40; index += 1) statuses.push((await client.call('/api/v1/videos')).status);
      return statuses.join();
    };
    const first = await run(1);
    expect(await run(1)).toBe(first);
    expect(await run(2)).not.toBe(first);
    expect(first).toContain('200');
    expect(new Set(first.split(',')).size).toBeGreaterThan(2);
  });

  it('refuses a switch that it does not have', async () => {
    const { fake } = await start();
    expect(() => fake.faults.set({ slow: true } as Partial<FaultSwitches>)).toThrow('"slow" is not a fault switch');
  });
});
