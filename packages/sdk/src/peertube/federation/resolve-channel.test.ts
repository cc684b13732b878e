import { describe, expect, it } from 'vitest';

import { twoInstances } from './test-support/two-instances.js';

describe('federation.resolveChannel() (promise 77)', () => {
  it('finds a channel by handle and by address, and never by a text that only resembles it', async () => {
    const { here, far } = await twoInstances();
    for (const handle of ['far_channel@far.test', '@far_channel@far.test', 'http://far.test/c/far_channel']) {
      expect(await here.federation.resolveChannel(handle)).toMatchObject({ name: 'far_channel', host: 'far.test' });
    }
    expect(await here.federation.resolveChannel('admin_channel')).toMatchObject({ host: 'home.test' });
    expect(await here.federation.resolveChannel('admin')).toBeUndefined();
    expect(await here.federation.resolveChannel('nobody@far.test')).toBeUndefined();
    expect(await here.federation.resolveVideo('Far away')).toBeUndefined();
    expect(far.asked().filter((entry) => entry.includes('search'))).toEqual([]);
  });
});
