import { describe, expect, it } from 'vitest';

import { twoInstances } from './test-support/two-instances.js';

describe('following a channel', () => {
  it('shows in the list until it ends, and a second end is told', async () => {
    const { here } = await twoInstances();
    await here.federation.follow('@far_channel@far.test');
    await here.federation.follow('nobody@far.test');
    const { data } = await here.federation.followed();
    expect(data.map(({ name, host }) => `${name}@${host}`)).toEqual(['far_channel@far.test']);
    await here.federation.unfollow('http://far.test/c/far_channel');
    expect((await here.federation.followed()).total).toBe(0);
    await expect(here.federation.unfollow('far_channel@far.test')).rejects.toMatchObject({
      code: 'channel/not-found',
      status: 404,
    });
    await expect(here.federation.follow('nobody')).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { uri: 'Should have a valid URI to follow (username@domain).' },
    });
  });
});
