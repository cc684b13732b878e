import { describe, expect, it } from 'vitest';
import { withVideo } from '../../test-support/uploaded.js';

describe('channels.setAvatar()', () => {
  it('has a picture, refuses an upper-case name, a taken one, and strangers', async () => {
    const { fetch, client, other } = await withVideo();
    await client.channels.create({ name: 'second', displayName: 'Second' });
    await client.channels.setAvatar('second', new Blob(['picture'], { type: 'image/png' }));
    const { avatars } = await client.channels.get('second');
    expect(avatars.map(({ width }) => width)).toEqual([48, 120, 600, 1500]);
    expect(await (await fetch(avatars[0]?.url ?? '')).text()).toBe('picture');
    const text = client.channels.setAvatar('second', new Blob(['no'], { type: 'text/plain' }));
    await expect(text).rejects.toMatchObject({ code: 'http/bad-request' });
    await expect(client.channels.create({ name: 'UPPER', displayName: 'x' })).rejects.toMatchObject({
      code: 'http/bad-request',
      invalidParams: { name: 'Invalid value' },
    });
    await expect(other.channels.create({ name: 'second', displayName: 'x' })).rejects.toMatchObject({
      code: 'channel/name-taken',
    });
    await expect(other.channels.delete('second')).rejects.toMatchObject({ code: 'auth/forbidden' });
    await client.channels.delete('second');
    const [last] = await client.channels.list();
    await expect(client.channels.delete(last?.name ?? '')).rejects.toMatchObject({ code: 'http/conflict' });
  });
});
