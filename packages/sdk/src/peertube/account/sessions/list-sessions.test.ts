import { describe, expect, it } from 'vitest';
import { clientOf } from '../../../test-support/scripted-client.js';
import { json } from '../../../test-support/transcript.js';

describe('sessions of the user (PeerTube 8)', () => {
  it('are listed and ended for the one who is signed in', async () => {
    const data = [{ id: 7, currentSession: true, loginDevice: 'Firefox', loginIP: '::1', loginDate: '2026-01-01' }];
    const me = { id: 3, videoChannels: [] };
    const { client, asked } = clientOf(({ url: { pathname } }) =>
      pathname.endsWith('/me') ? json(me) : json({ total: 1, data }),
    );
    expect((await client.account.sessions()).data).toEqual(data);
    await client.account.revokeSession(7);
    expect(asked()).toEqual([
      'GET /api/v1/users/me',
      'GET /api/v1/users/3/token-sessions',
      'POST /api/v1/users/3/token-sessions/7/revoke',
    ]);
  });
});
