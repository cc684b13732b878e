import { isPiyaError, memoryTokenStore, PeerTubeClient } from '@piyakast/sdk';
import { describe, expect, it } from 'vitest';
import { instance, signedIn } from './instance.js';

describe('a session on the real instance', () => {
  it('signs in and knows the account', async () => {
    const client = await signedIn();
    expect((await client.account.me()).username).toBe(instance.username.toLowerCase());
  });

  it('names a wrong password', async () => {
    const client = new PeerTubeClient({ url: instance.url });
    const failure = await client.auth
      .signIn({ username: instance.username, password: crypto.randomUUID() })
      .catch((error: unknown) => error);
    expect(isPiyaError(failure) && failure.code).toBe('auth/invalid-credentials');
  });

  it('refreshes once for many calls when the access token has died (promise 40)', async () => {
    const store = memoryTokenStore();
    await signedIn({ tokenStore: store });
    const before = await store.get();
    if (!before) throw new Error('signing in stored no tokens');
    await store.set({ ...before, accessToken: 'f'.repeat(40) });
    let refreshes = 0;
    const other = new PeerTubeClient({
      url: instance.url,
      tokenStore: store,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (request.url.endsWith('/users/token')) refreshes += 1;
        return fetch(request);
      },
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => other.account.quotaUsed()));
    expect(answers).toHaveLength(10);
    expect(refreshes).toBe(1);
    expect((await store.get())?.refreshToken).not.toBe(before.refreshToken);
  });

  it('ends the session at the server', async () => {
    const store = memoryTokenStore();
    const client = await signedIn({ tokenStore: store });
    const tokens = await store.get();
    expect(await client.auth.signOut()).toEqual({ revoked: true });
    const answer = await fetch(`${instance.url}/api/v1/users/me`, {
      headers: { authorization: `Bearer ${tokens?.accessToken}` },
    });
    expect(answer.status).toBe(401);
  });
});
