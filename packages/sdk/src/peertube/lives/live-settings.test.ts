import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';
import { tokenStore } from '../../test-support/scripted-client.js';
import { json, transcript } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

const SOON = [{ startAt: '2027-03-01T20:00:00.000Z' }];
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
