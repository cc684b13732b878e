import { describe, expect, it } from 'vitest';
import { createApiClient } from '../../test-support/api-client.js';
import { signedIn } from '../../test-support/signed-in.js';

interface Session {
  id: number;
  loginIP: string;
  loginDate: string;
  lastActivityDate: string;
  currentSession: boolean;
}

describe('token sessions', () => {
  it('list where a user is signed in, and end one without the others (8.2)', async () => {
    const { fake, clock, mine, ask } = await signedIn({ version: '8.2.1' });
    const [account] = fake.accounts;
    if (!account) throw new Error('there is no account');
    const path = `/api/v1/users/${account.userId}/token-sessions`;
    await clock.advance(60_000);
    const second = await createApiClient({ url: fake.url, account, fetch: fake.fetch });
    const { data } = await mine.get<{ data: Session[] }>(path);
    expect(data.map(({ currentSession }) => currentSession)).toEqual([false, true]);
    expect(data[1]?.lastActivityDate).not.toBe(data[1]?.loginDate);
    expect((await ask(`${path}/${data[0]?.id}/revoke`, { method: 'POST', as: mine })).status).toBe(200);
    expect((await ask('/api/v1/users/me', { as: second })).status).toBe(401);
    expect((await ask('/api/v1/users/me', { as: mine })).status).toBe(200);
    expect((await ask(`${path}/${data[0]?.id}/revoke`, { method: 'POST', as: mine })).status).toBe(404);
  });

  it('keep the time of the sign-in over a refresh, under another id', async () => {
    const { fake, clock, mine } = await signedIn({ version: '8.2.1' });
    const path = `/api/v1/users/${fake.accounts[0]?.userId}/token-sessions`;
    const before = (await mine.get<{ data: Session[] }>(path)).data[0];
    await clock.advance(60_000);
    const { clientId: client_id, clientSecret: client_secret } = fake.state;
    const form = { client_id, client_secret, grant_type: 'refresh_token', refresh_token: mine.refreshToken };
    const answer = await mine.call('/api/v1/users/token', { method: 'POST', body: new URLSearchParams(form) });
    mine.token = ((await answer.json()) as { access_token: string }).access_token;
    const after = (await mine.get<{ data: Session[] }>(path)).data[0];
    expect(after?.loginDate).toBe(before?.loginDate);
    expect(after?.id).not.toBe(before?.id);
  });

  it('are those of other users for administrators alone, and unknown to 6.3', async () => {
    const { fake, other, ask } = await signedIn({ version: '8.2.1' });
    const path = `/api/v1/users/${fake.accounts[0]?.userId}/token-sessions`;
    expect((await ask(path, { as: other })).status).toBe(403);
    const old = await signedIn({ version: '6.3.0' });
    expect(await old.ask(path, { as: old.mine })).toMatchObject({ status: 400, text: '' });
  });
});
