import { describe, expect, it } from 'vitest';
import { fakeInstance } from '../../test-support/fake-instance.js';

describe('channels.create()', () => {
  it('makes, changes and deletes a channel, and tells a taken name', async () => {
    const { signedIn } = fakeInstance();
    const { channels } = await signedIn();
    const { id } = await channels.create({ name: 'second', displayName: 'Second' });
    expect((await channels.list()).map((channel) => channel.id)).toContain(id);
    await channels.update('second', { displayName: 'Renamed' });
    expect((await channels.get('second')).displayName).toBe('Renamed');
    await channels.delete('second');
    await expect(channels.get('second')).rejects.toMatchObject({ code: 'channel/not-found' });
    await expect(channels.create({ name: 'second', displayName: 'Again' })).rejects.toMatchObject({
      code: 'channel/name-taken',
    });
  });
});
