import { describe, expect, it } from 'vitest';
import { administratorOrUser, instance } from './instance.js';
import { failureOf } from './own-video.js';

describe('what only an administrator of the real instance may', () => {
  it('lists jobs by state and type, or says plainly which right is missing', async () => {
    const { client, isAdministrator } = await administratorOrUser();
    if (!isAdministrator) {
      const failure = await failureOf(client.jobs.list());
      expect(failure).toMatchObject({ code: 'http/forbidden', status: 403 });
      expect(failure.message).toContain('does not have right');
      return;
    }
    expect((await client.account.me()).role.id).toBe(0);
    const { total, data } = await client.jobs.list({ count: 5, sort: '-createdAt' });
    expect(data.length).toBe(Math.min(5, total));
    for (const job of data) expect(job).toMatchObject({ type: expect.any(String), state: expect.any(String) });
    const done = await client.jobs.list({ state: 'completed', jobType: 'video-transcoding', count: 3 });
    for (const job of done.data) expect(job).toMatchObject({ type: 'video-transcoding', state: 'completed' });
    expect(await failureOf(client.jobs.list({ state: 'nothing' }))).toMatchObject({ code: 'http/bad-request' });
  });

  it('follows other instances, or says why not', async () => {
    const { client, isAdministrator } = await administratorOrUser();
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
