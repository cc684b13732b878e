import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { json, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

const SOON = [{ startAt: '2027-03-01T20:00:00.000Z' }];
const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs: Date.now() + 600_000, refreshExpiresAtMs: 0 };
const tokenStore = { get: async () => tokens, set: async () => undefined, delete: async () => undefined };

async function ready(options: Parameters<typeof fakeInstance>[0] = {}) {
  const instance = fakeInstance(options);
  const client = await instance.signedIn();
  const [channel] = await client.channels.list();
  return { ...instance, owner: client, request: { name: 'A live', channelId: channel?.id ?? 0 } };
}

describe('schedules and dvrWindow of a live', () => {
  it.each([
    [{ schedules: SOON }, 'schedules'],
    [{ dvrWindow: 60 }, 'dvrWindow'],
  ])('are refused before anything is made where the instance would lose them: %j', async (settings, name) => {
    const { owner, request } = await ready();
    const refusal = {
      name: 'ConfigError',
      code: 'config/unsupported',
      message: `The instance does not know or allow \`${name}\` of a live. Leave it out.`,
    };
    await expect(owner.live.create({ ...request, ...settings })).rejects.toMatchObject(refusal);
    expect((await owner.live.list()).total).toBe(0);
    const { uuid } = await owner.live.create(request);
    await expect(owner.live.update(uuid, { ...settings, name: 'Renamed' })).rejects.toMatchObject(refusal);
    expect((await owner.videos.get(uuid)).name).toBe('A live');
  });

  it('are no hindrance while they ask for nothing', async () => {
    const { owner, request } = await ready();
    const { uuid } = await owner.live.create({ ...request, schedules: [], dvrWindow: 0 });
    expect(await owner.live.get(uuid)).not.toHaveProperty('schedules');
  });

  it('are set, read and changed on an instance that knows them', async () => {
    const { owner, request } = await ready({ features: { serverVersion: '8.1.0', live: { dvrMaxWindow: 600 } } });
    const { uuid } = await owner.live.create({ ...request, schedules: SOON, dvrWindow: 60 });
    expect(await owner.live.get(uuid)).toMatchObject({ schedules: SOON, dvrWindow: 60 });
    await owner.live.update(uuid, { schedules: [], dvrWindow: 120 });
    expect(await owner.live.get(uuid)).toMatchObject({ schedules: [], dvrWindow: 120 });
  });

  it('go into a form together with a picture', async () => {
    const forms: FormData[] = [];
    const { fetch } = transcript(async ({ url: { pathname }, headers, body }) => {
      if (pathname === '/api/v1/config') return json({ serverVersion: '8.1.0', live: { enabled: true } });
      const type = headers.get('content-type') ?? '';
      forms.push(await new Response(body, { headers: { 'content-type': type } }).formData());
      return json({ video: { id: 1, uuid: 'u', shortUUID: 's' } });
    });
    const client = new PeerTubeClient({ url: 'https://video.example', fetch, tokenStore });
    const thumbnail = new Blob(['picture'], { type: 'image/png' });
    await client.live.create({ name: 'A live', channelId: 1, schedules: SOON, tags: ['one'], thumbnail });
    const fields = [...(forms[0]?.entries() ?? [])].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    );
    expect(fields).toEqual(
      expect.arrayContaining([
        ['schedules[0][startAt]', SOON[0]?.startAt],
        ['tags[]', 'one'],
        ['saveReplay', 'false'],
        ['permanentLive', 'false'],
      ]),
    );
  });
});

describe('the replay of a live', () => {
  it('is refused its settings when nobody asked for a replay', async () => {
    const { owner, request } = await ready();
    const replaySettings = { privacy: 'unlisted' } as const;
    const refusal = {
      code: 'config/invalid-option',
      message: 'The option "replaySettings" must be left out, or "saveReplay" must be true.',
    };
    await expect(owner.live.create({ ...request, replaySettings })).rejects.toMatchObject(refusal);
    const { uuid } = await owner.live.create({ ...request, saveReplay: false, replaySettings });
    expect((await owner.live.get(uuid)).saveReplay).toBe(false);
    await expect(owner.live.update(uuid, { replaySettings })).rejects.toMatchObject(refusal);
    await owner.live.update(uuid, { saveReplay: true, replaySettings });
    expect(await owner.live.get(uuid)).toMatchObject({ saveReplay: true, replaySettings });
  });

  it('has the privacy given, else the privacy of the live', async () => {
    const { owner, request } = await ready();
    const own = await owner.live.create({
      ...request,
      privacy: 'public',
      saveReplay: true,
      replaySettings: { privacy: 'private' },
    });
    expect((await owner.live.get(own.uuid)).replaySettings).toEqual({ privacy: 'private' });
    const same = await owner.live.create({ ...request, privacy: 'unlisted', saveReplay: true });
    expect((await owner.live.get(same.uuid)).replaySettings).toEqual({ privacy: 'unlisted' });
  });

  it('is sent as false when it is off, and its settings are not sent at all', async () => {
    const { fetch, sent } = transcript(json({ video: { id: 1, uuid: 'u', shortUUID: 's' } }));
    const client = new PeerTubeClient({ url: 'https://video.example', fetch, tokenStore });
    const off = { saveReplay: false, permanentLive: false, replaySettings: { privacy: 'public' } } as const;
    await client.live.create({ name: 'A live', channelId: 1, ...off });
    await client.live.create({ name: 'A live', channelId: 1 });
    for (const { body } of sent) {
      expect(JSON.parse(body)).toEqual({ name: 'A live', channelId: 1, saveReplay: false, permanentLive: false });
    }
  });
});

describe('the endpoints of a live', () => {
  const settings = { permanentLive: false, saveReplay: false, latencyMode: 1, streamKey: 'k' };
  const liveOf = (answer: object) => {
    const { fetch } = transcript(json({ ...settings, ...answer }));
    return new PeerTubeClient({ url: 'https://video.example', fetch, tokenStore }).live.get('u');
  };

  it('are a server and a key apart, and RTMPS is null where there is none', async () => {
    const answer = { rtmpUrl: 'rtmp://video.example:1935/live', rtmpsUrl: null };
    expect(await liveOf(answer)).toMatchObject({ ...answer, streamKey: 'k', latencyMode: 'default' });
  });

  it('lack RTMP where the instance takes RTMPS only', async () => {
    const live = await liveOf({ rtmpUrl: null, rtmpsUrl: 'rtmps://video.example:1936/live' });
    expect(live).not.toHaveProperty('rtmpUrl');
    expect(live.rtmpsUrl).toBe('rtmps://video.example:1936/live');
  });
});

describe('a live with a password', () => {
  it('is changed without its passwords, which PeerTube wants with every change of its video', async () => {
    const { owner, request } = await ready();
    const { uuid } = await owner.live.create({ ...request, privacy: 'password', videoPasswords: ['one', 'two'] });
    await owner.live.update(uuid, { name: 'Renamed', latencyMode: 'small' });
    expect(await owner.videos.get(uuid)).toMatchObject({ name: 'Renamed', privacy: { id: 5 } });
    const kept = async () => (await owner.videos.passwords(uuid)).map(({ password }) => password);
    expect(await kept()).toEqual(['one', 'two']);
    await owner.live.update(uuid, { videoPasswords: ['three'] });
    expect(await kept()).toEqual(['three']);
    await owner.live.update(uuid, { privacy: 'public' });
    const refused = owner.live.update(uuid, { privacy: 'password' });
    await expect(refused).rejects.toMatchObject({ code: 'http/bad-request' });
  });

  it('makes private replays unless told otherwise, and can be rotated: PeerTube has none with a password', async () => {
    const { owner, request } = await ready();
    const secret = { ...request, privacy: 'password', videoPasswords: ['one'], saveReplay: true } as const;
    const { uuid } = await owner.live.create(secret);
    expect((await owner.live.get(uuid)).replaySettings).toEqual({ privacy: 'private' });
    const open = await owner.live.create({ ...secret, replaySettings: { privacy: 'public' } });
    expect((await owner.live.get(open.uuid)).replaySettings).toEqual({ privacy: 'public' });
    const next = await owner.live.rotateKey(uuid);
    expect((await owner.live.get(next.uuid)).replaySettings).toEqual({ privacy: 'private' });
  });

  it('keeps them all, however many, when its key is rotated', async () => {
    const { owner, request } = await ready();
    const videoPasswords = Array.from({ length: 120 }, (_, at) => `password ${at}`);
    const { uuid } = await owner.live.create({ ...request, privacy: 'password', videoPasswords });
    const next = await owner.live.rotateKey(uuid);
    expect((await owner.videos.passwords(next.uuid)).map(({ password }) => password)).toEqual(videoPasswords);
  });
});

describe('changing a live', () => {
  it.each([
    [{ allowReplay: false }, { saveReplay: true }, 'live/replay-not-allowed'],
    [{ latencySetting: false }, { latencyMode: 'small' }, 'live/latency-not-allowed'],
  ] as const)('tells what the instance does not allow: %j', async (live, changes, code) => {
    const { owner, request } = await ready({ features: { live } });
    const { uuid } = await owner.live.create(request);
    await expect(owner.live.update(uuid, changes)).rejects.toMatchObject({ name: 'LiveError', code, status: 403 });
  });

  it('clears the tags and texts together with a new picture, which needs a form', async () => {
    const { owner, request } = await ready();
    const texts = { tags: ['k-pop', 'song'], description: 'Songs', support: 'Buy the album' };
    const { uuid } = await owner.live.create({ ...request, ...texts });
    const thumbnail = new Blob(['picture'], { type: 'image/png' });
    await owner.live.update(uuid, { tags: [], description: '', support: '', thumbnail });
    const cleared = { tags: [], description: null, support: null };
    expect(await owner.videos.get(uuid, { fresh: true })).toMatchObject(cleared);
  });
});
