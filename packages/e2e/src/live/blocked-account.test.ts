import { randomUUID } from 'node:crypto';
import { isPiyaError } from '@piyakast/sdk';
import { expect, it } from 'vitest';
import { administratorOrUser, clientOf, isPeerTube8 } from './instance.js';
import { signInPatiently } from './login-patience.js';
import { failureOf } from './own-video.js';

it('an account in another language gets the usual codes, and a blocked one its own code', async () => {
  const { client: admin, isAdministrator } = await administratorOrUser();
  const username = `u${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const password = randomUUID();
  const { http } = admin.context;
  const request = { method: 'POST', path: '/api/v1/users', auth: 'required' } as const;
  const json = { username, password, email: `${username}@example.org`, videoQuota: -1, videoQuotaDaily: -1, role: 2 };
  if (!isAdministrator) {
    expect(await failureOf(http.json({ ...request, json }))).toMatchObject({ code: 'http/forbidden' });
    return;
  }
  const { user } = await http.json<{ user: { id: number } }>({ ...request, json });
  try {
    const client = clientOf();
    await signInPatiently(() => client.auth.signIn({ username, password }));
    if (await isPeerTube8(client)) {
      const language = 'zh-Hans-CN';
      await client.context.http.request({
        method: 'PUT',
        path: '/api/v1/users/me',
        auth: 'required',
        json: { language },
      });
      expect(await client.account.me({ fresh: true })).toMatchObject({ language });
    }
    const live = client.live.create({ name: 'refused', channelId: 999_999_999 });
    expect(await failureOf(live)).toMatchObject({ code: 'channel/not-found' });

    await http.request({ ...request, path: `/api/v1/users/${user.id}/block` });
    // Blocking ends its sessions.
    const reasons: unknown[] = [];
    client.auth.onReauthentication((reason) => void reasons.push(reason));
    await client.account
      .quotaUsed({ signal: AbortSignal.timeout(5_000) })
      .catch((error: unknown) => reasons.push(error));
    expect(isPiyaError(reasons[0]) && reasons[0].code).toMatch(/^auth\//);
    const again = signInPatiently(() => clientOf().auth.signIn({ username, password }));
    expect(await failureOf(again)).toMatchObject({ code: 'auth/account-blocked' });
  } finally {
    await http.request({ ...request, method: 'DELETE', path: `/api/v1/users/${user.id}` });
  }
});
