import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyVideo } from '../peertube/media/tiny-video.js';
import { scenarios } from '../peertube/scenarios.js';
import { createApiClient } from '../test-support/api-client.js';
import { setupFakePeerTube } from './setup-fake-peertube.js';

const fake = setupFakePeerTube({ url: 'https://videos.example' });
beforeAll(() => fake.listen());
afterAll(() => fake.close());

const [account] = fake.accounts;
const signIn = () => {
  if (!account) throw new Error('there is no account');
  return createApiClient({ url: fake.url, account });
};

describe('setupFakePeerTube()', () => {
  it("answers this process's own fetch, from sign-in to a playable file", async () => {
    const client = await signIn();
    const bytes = tinyVideo(50_000);
    const { uuid } = await client.upload(bytes);
    const video = await client.get<{ files: { fileUrl: string }[] }>(`/api/v1/videos/${uuid}`);
    const file = await fetch(video.files[0]?.fileUrl ?? '', { headers: { range: 'bytes=10-19' } });
    expect([file.status, file.headers.get('content-range')]).toEqual([206, 'bytes 10-19/50000']);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes.slice(10, 20));
  });

  it('is a network failure while it is down', async () => {
    scenarios.offline(fake);
    await expect(fetch(`${fake.url}/api/v1/config`)).rejects.toThrow(TypeError);
    scenarios.default(fake);
    expect((await fetch(`${fake.url}/api/v1/config`)).status).toBe(200);
  });

  it('breaks a download in the middle', async () => {
    const client = await signIn();
    const { uuid } = await client.upload(tinyVideo(50_000));
    const video = await client.get<{ files: { fileUrl: string }[] }>(`/api/v1/videos/${uuid}`);
    fake.faults.set({ cutAfterBytes: 1000 });
    const file = await fetch(video.files[0]?.fileUrl ?? '');
    await expect(file.arrayBuffer()).rejects.toThrow();
  });

  it.each(Object.keys(scenarios))('the scenario %s changes the instance, and can be left', async (name) => {
    const other = setupFakePeerTube({ url: 'https://other.example' });
    const [owner] = other.accounts;
    if (!owner) throw new Error('there is no account');
    await createApiClient({ url: other.url, account: owner, fetch: other.fetch });
    const shape = () => JSON.stringify([other.faults.current, other.features, other.state]);
    const before = shape();
    scenarios[name as keyof typeof scenarios](other);
    expect(shape() !== before).toBe(name !== 'default');
    scenarios.default(other);
    expect((await other.fetch(new Request(`${other.url}/api/v1/config`))).status).toBe(200);
  });

  it('answers as the version that it is made with', async () => {
    const later = setupFakePeerTube({ url: 'https://later.example', version: '8.2.1' });
    const config = await (await later.fetch(new Request(`${later.url}/api/v1/config`))).json();
    expect(config).toMatchObject({ serverVersion: '8.2.1', live: { dvr: { maxWindow: 3600 } } });
    const missing = await later.fetch(new Request(`${later.url}/api/v1/videos/999`));
    expect(Object.keys((await missing.json()) as object)).not.toContain('error');
  });

  it('asks for a code in the scenario twoFactor, and takes the right one', async () => {
    const guarded = setupFakePeerTube({ url: 'https://guarded.example' });
    scenarios.twoFactor(guarded);
    const [user] = guarded.accounts;
    if (!user) throw new Error('there is no account');
    const grant = (headers: Record<string, string>) =>
      guarded.fetch(
        new Request(`${guarded.url}/api/v1/users/token`, {
          method: 'POST',
          headers,
          body: new URLSearchParams({
            client_id: guarded.state.clientId,
            client_secret: guarded.state.clientSecret,
            grant_type: 'password',
            username: user.username,
            password: user.password,
          }),
        }),
      );
    expect(await (await grant({})).json()).toMatchObject({ status: 401, code: 'missing_two_factor' });
    expect((await grant({ 'x-peertube-otp': await guarded.otp(user.username) })).status).toBe(200);
  });
});
