import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';

async function ready(options: Parameters<typeof fakeInstance>[0] = {}) {
  const instance = fakeInstance(options);
  const client = await instance.signedIn();
  const [channel] = await client.channels.list();
  return { ...instance, owner: client, request: { name: 'A live', channelId: channel?.id ?? 0 } };
}

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
