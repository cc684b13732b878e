import { describe, expect, it } from 'vitest';

import { twoInstances } from './test-support/two-instances.js';

describe('what only administrators may', () => {
  it('lists jobs by state and type, and follows instances; others are refused by a clear error', async () => {
    const { far, here, there, video } = await twoInstances();
    expect((await here.jobs.list()).data).toEqual([]);
    far.fake.addAccount({ username: 'boss', password: 'the password of the boss', role: 0 });
    const boss = far.client();
    await boss.auth.signIn({ username: 'boss', password: 'the password of the boss' });
    const { total, data } = await boss.jobs.list({ state: 'completed', jobType: 'video-transcoding', count: 5 });
    expect([total, data[0]]).toMatchObject([1, { state: 'completed', data: { videoUUID: video.uuid } }]);
    expect((await boss.jobs.list({ state: 'failed' })).total).toBe(0);
    await expect(boss.jobs.list({ state: 'nothing' })).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { state: 'Invalid value' },
    });
    const refused = [there.jobs.list(), there.federation.followInstances(['home.test'])];
    for (const call of [...refused, there.federation.unfollowInstance('home.test')]) {
      await expect(call).rejects.toMatchObject({ code: 'http/forbidden', status: 403 });
    }
  });
});
