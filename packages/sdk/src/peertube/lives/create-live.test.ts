import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { tokenStore } from '../../test-support/scripted-client.js';
import { json, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

async function ready(options: Parameters<typeof fakeInstance>[0] = {}) {
  const instance = fakeInstance(options);
  const client = await instance.signedIn();
  const [channel] = await client.channels.list();
  return { ...instance, owner: client, request: { name: 'A live', channelId: channel?.id ?? 0 } };
}

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
