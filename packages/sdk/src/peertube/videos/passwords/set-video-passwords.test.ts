import { describe, expect, it } from 'vitest';
import { withVideo } from '../../../test-support/uploaded.js';

describe('videos.setPasswords()', () => {
  it('takes no password that a header cannot carry, neither to set nor to open', async () => {
    const { client, visitor, asked, video } = await withVideo();
    const sesame = '열려라 참깨';
    const before = asked().length;
    const refused = { code: 'config/invalid-option' };
    const changes = { privacy: 'password', videoPasswords: [sesame] } as const;
    await expect(client.videos.update(video.uuid, changes)).rejects.toMatchObject(refused);
    await expect(client.videos.setPasswords(video.uuid, ['open', sesame])).rejects.toMatchObject(refused);
    const wrong = visitor.videos.get(video.uuid, { password: sesame });
    await expect(wrong).rejects.toMatchObject({ code: 'video/password-incorrect' });
    expect(asked()).toHaveLength(before);
    expect(String(await wrong.catch((error: unknown) => error))).not.toContain(sesame);
  });
});
