import { PeerTubeClient } from '@piyakast/sdk';
import { describe, expect, it } from 'vitest';
import { instance, signedIn } from './instance.js';
import { failureOf } from './own-video.js';

const { PEERTUBE_ADMIN_USERNAME, PEERTUBE_ADMIN_PASSWORD } = process.env;

/** The administrator that the environment names, else the ordinary account. */
async function administrator(): Promise<{ client: PeerTubeClient; isAdministrator: boolean }> {
  if (!PEERTUBE_ADMIN_USERNAME || !PEERTUBE_ADMIN_PASSWORD) {
    const client = await signedIn();
    return { client, isAdministrator: (await client.account.me()).role.id === 0 };
  }
  const client = new PeerTubeClient({ url: instance.url });
  await client.auth.signIn({ username: PEERTUBE_ADMIN_USERNAME, password: PEERTUBE_ADMIN_PASSWORD });
  expect((await client.account.me()).role.id).toBe(0);
  return { client, isAdministrator: true };
}

describe('what only an administrator of the real instance may', () => {
  it('lists jobs by state and type, or says plainly which right is missing', async () => {
    const { client, isAdministrator } = await administrator();
    if (!isAdministrator) {
      const failure = await failureOf(client.jobs.list());
      expect(failure).toMatchObject({ code: 'http/forbidden', status: 403 });
      expect(failure.message).toContain('does not have right');
      return;
    }
    const { total, data } = await client.jobs.list({ count: 5, sort: '-createdAt' });
    expect(data.length).toBe(Math.min(5, total));
    for (const job of data) expect(job).toMatchObject({ type: expect.any(String), state: expect.any(String) });
    const done = await client.jobs.list({ state: 'completed', jobType: 'video-transcoding', count: 3 });
    for (const job of done.data) expect(job).toMatchObject({ type: 'video-transcoding', state: 'completed' });
    expect(await failureOf(client.jobs.list({ state: 'nothing' }))).toMatchObject({ code: 'http/bad-request' });
  });

  it('follows other instances, or says why not', async () => {
    const { client, isAdministrator } = await administrator();
    // Reserved, so that it exists nowhere: no instance is ever followed by this test.
    const host = 'nowhere.invalid';
    const followed = client.federation.followInstances([host]);
    if (!isAdministrator) {
      expect(await failureOf(followed)).toMatchObject({ code: 'http/forbidden', status: 403 });
      expect(await failureOf(client.federation.unfollowInstance(host))).toMatchObject({ code: 'http/forbidden' });
      return;
    }
    if (instance.url.startsWith('https:')) await followed;
    else expect((await failureOf(followed)).message).toContain('Cannot follow on a non HTTPS web server');
    expect(await failureOf(client.federation.followInstances(['https://a.b/c']))).toMatchObject({
      status: instance.url.startsWith('https:') ? 400 : 500,
    });
    expect(await failureOf(client.federation.unfollowInstance(host))).toMatchObject({ code: 'http/not-found' });
  });
});
