import { describe, expect, it } from 'vitest';
import { createApiClient } from '../../test-support/api-client.js';
import { createFakePeerTube } from '../create-fake-peertube.js';
import { tinyVideo } from '../media/tiny-video.js';
import { federate } from './federate.js';

interface List {
  total: number;
  data: { uuid: string; isLocal: boolean; url: string; name: string; host: string; account: { host: string } }[];
}

async function twoInstances() {
  const near = createFakePeerTube({ url: 'http://near.test', accounts: [{ username: 'root', role: 0 }] });
  const far = createFakePeerTube({ url: 'http://far.test', accounts: [{ username: 'far' }] });
  federate(near, far);
  const [root, remote] = [near.accounts[0], far.accounts[0]];
  if (!root || !remote) throw new Error('there are no accounts');
  const here = await createApiClient({ url: near.url, account: root, fetch: near.fetch });
  const there = await createApiClient({ url: far.url, account: remote, fetch: far.fetch });
  return { near, far, here, there };
}

describe('two instances', () => {
  it('resolve a remote video by its URL for signed-in users only, and name its own server for the files (promise 77)', async () => {
    const { near, far, here, there } = await twoInstances();
    const { uuid } = await there.upload(tinyVideo(1000), { name: 'Far away' });
    await far.idle();
    const search = `/api/v1/search/videos?search=${encodeURIComponent(`${far.url}/w/${uuid}`)}`;
    const anonymous = await near.fetch(new Request(near.url + search));
    expect(await anonymous.json()).toMatchObject({ total: 0 });
    expect(await here.get<List>(search)).toMatchObject({
      total: 1,
      data: [{ uuid, isLocal: false, url: `${far.url}/videos/watch/${uuid}`, account: { host: 'far.test' } }],
    });
    const video = await here.get<{ files: { fileUrl: string }[] }>(`/api/v1/videos/${uuid}`);
    expect(video.files[0]?.fileUrl).toMatch(/^http:\/\/far\.test\/static\/web-videos\//);
    expect((await far.fetch(new Request(video.files[0]?.fileUrl ?? ''))).status).toBe(200);
  });

  it('show visitors a remote video only by its own address, once it is known, and its details only after a follow', async () => {
    const { near, far, here, there } = await twoInstances();
    const { uuid } = await there.upload(tinyVideo(1000), { name: 'Far away' });
    const found = (path: string) =>
      here
        .call(`/api/v1/search/videos?search=${encodeURIComponent(far.url + path)}`, { anonymous: true })
        .then(async (answer) => ((await answer.json()) as List).total);
    expect(await found(`/videos/watch/${uuid}`)).toBe(0);
    await here.get(`/api/v1/search/videos?search=${encodeURIComponent(`${far.url}/w/${uuid}`)}`);
    expect(await found(`/videos/watch/${uuid}`)).toBe(1);
    expect(await found(`/w/${uuid}`)).toBe(0);
    const details = () => here.call(`/api/v1/videos/${uuid}`, { anonymous: true });
    const refused = await details();
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      code: 'does_not_respect_follow_constraints',
      originUrl: `${far.url}/videos/watch/${uuid}`,
    });
    expect((await here.get<List>('/api/v1/videos')).total).toBe(0);
    await here.call('/api/v1/server/following', { method: 'POST', json: { hosts: ['far.test'] } });
    expect((await details()).status).toBe(200);
    far.faults.set({ down: true });
    const search = `/api/v1/search/videos?search=${encodeURIComponent(`${far.url}/videos/watch/${uuid}`)}`;
    expect((await here.get<List>(search)).total).toBe(0);
    expect(await found(`/videos/watch/${uuid}`)).toBe(1);
    expect(near.state.videos).toHaveLength(1);
  });

  it('resolve a remote channel by its handle, and show all videos after a follow', async () => {
    const { here, there } = await twoInstances();
    await there.upload(tinyVideo(1000, 1), { name: 'One' });
    await there.upload(tinyVideo(1000, 2), { name: 'Private one', privacy: 3 });
    const channels = await here.get<List>('/api/v1/search/video-channels?search=far_channel@far.test');
    expect(channels.data).toMatchObject([{ name: 'far_channel', host: 'far.test', isLocal: false }]);
    const follow = { method: 'POST', json: { hosts: ['far.test'] } };
    expect((await here.call('/api/v1/server/following', follow)).status).toBe(204);
    const { data } = await here.get<List>('/api/v1/videos');
    expect(data.map((video) => [video.name, video.isLocal])).toEqual([['One', false]]);
    expect((await here.get<List>('/api/v1/videos?isLocal=true')).total).toBe(0);
    expect((await there.call('/api/v1/server/following', follow)).status).toBe(403);
  });
});
