import { describe, expect, it } from 'vitest';
import { signedIn } from '../../test-support/signed-in.js';
import { PEERTUBE_VERSIONS } from '../version.js';

const REFUSALS = {
  '6.3.0': { unknown: 400, foreign: 400 },
  '8.2.1': { unknown: 404, foreign: 403 },
} as const;

describe.each(PEERTUBE_VERSIONS)('channels of %s', (version) => {
  it('are refused by uploads and lives when they are unknown or foreign', async () => {
    const { fake, ask, mine } = await signedIn({ version });
    const headers = { 'x-upload-content-length': '9', 'x-upload-content-type': 'video/mp4' };
    const statuses = async (channelId: number | undefined) => {
      const fields = { name: 'A video', filename: 'a.mp4', channelId };
      const upload = await ask('/api/v1/videos/upload-resumable', { method: 'POST', json: fields, headers, as: mine });
      const live = await ask('/api/v1/videos/live', { method: 'POST', json: fields, as: mine });
      return [upload.status, live.status];
    };
    const { unknown, foreign } = REFUSALS[version];
    expect(await statuses(999_999)).toEqual([unknown, unknown]);
    expect(await statuses(fake.accounts[1]?.channelId)).toEqual([foreign, foreign]);
  });

  it('can be deleted at once in 6.3, and two seconds after their creation in 8.2', async () => {
    const { clock, ask, mine } = await signedIn({ version });
    await mine.call('/api/v1/video-channels', { method: 'POST', json: { name: 'new_one', displayName: 'New' } });
    const remove = () => ask('/api/v1/video-channels/new_one', { method: 'DELETE', as: mine });
    if (version === '8.2.1') {
      expect(await remove()).toMatchObject({ status: 500, body: { code: 'SequelizeValidationError' } });
      await clock.advance(2000);
    }
    expect((await remove()).status).toBe(204);
  });
});
