import { describe, expect, it, vi } from 'vitest';
import { credentialsOf, fakeInstance } from '../test-support/fake-instance.js';
import { count, DAY_MS, onRefresh, sharedStore, TOKEN } from '../test-support/sessions.js';
import type { TokenStore } from './stores/token-store.js';

describe('refreshing', () => {
  it('sends one refresh for fifty calls that find the token expired (promise 40)', async () => {
    const { clock, signedIn, asked } = fakeInstance();
    const client = await signedIn();
    await clock.advance(DAY_MS);
    await Promise.all(Array.from({ length: 50 }, () => client.account.quotaUsed()));
    expect(count(asked())).toBe(2);
  });

  it('sends one refresh for fifty calls whose token was revoked (promise 40)', async () => {
    const { fake, signedIn, asked } = fakeInstance();
    const client = await signedIn();
    fake.revokeTokens();
    await Promise.all(Array.from({ length: 50 }, () => client.account.quotaUsed()));
    expect(count(asked())).toBe(2);
  });

  it('refreshes before the token ends', async () => {
    const { clock, signedIn, asked } = fakeInstance();
    const client = await signedIn();
    await clock.advance(DAY_MS - 30_000);
    await client.account.quotaUsed();
    expect(asked().at(-2)).toBe(TOKEN);
  });

  it('keeps a token that still works when an early refresh fails, and does not ask again at once', async () => {
    const { fake, clock, fetch, signedIn } = fakeInstance();
    let refreshes = 0;
    const client = await signedIn({
      retry: { limit: 0 },
      fetch: onRefresh(fetch, async () => {
        refreshes += 1;
        throw new TypeError('fetch failed');
      }),
    });
    await clock.advance(DAY_MS - 50_000);
    await client.account.quotaUsed();
    await client.account.quotaUsed();
    expect(refreshes).toBe(1);
    expect(fake.log.since().at(-1)?.status).toBe(200);
  });

  it('reads the newest stored token after a lost race instead of signing out', async () => {
    const { fake, clock, fetch, client, signedIn } = fakeInstance();
    const store = sharedStore();
    const other = await signedIn({ tokenStore: store });
    let isFirst = true;
    const ours = client({
      tokenStore: store,
      fetch: onRefresh(fetch, async () => {
        // The other process is faster, between our reading of the store and our refresh.
        if (!isFirst) return;
        isFirst = false;
        await other.account.quotaUsed();
      }),
    });
    fake.revokeTokens();
    const used = ours.account.quotaUsed();
    await clock.advance(2_000);
    await expect(used).resolves.toEqual({ videoQuotaUsed: 0, videoQuotaUsedDaily: 0 });
    expect(store.tokens).toBeDefined();
  });

  it('takes over a token that another tab has stored meanwhile, without a refresh', async () => {
    const { fake, client, signedIn, asked } = fakeInstance();
    const store = sharedStore();
    const one = await signedIn({ tokenStore: store });
    const two = client({ tokenStore: store });
    await two.account.quotaUsed();
    fake.revokeTokens();
    await one.account.quotaUsed();
    const before = count(asked());
    await two.account.quotaUsed();
    expect(count(asked())).toBe(before);
  });

  it('uses its own newer token after the store could not be written', async () => {
    const { clock, client: make, fake, asked } = fakeInstance();
    const store = sharedStore();
    let isFull = false;
    const set: TokenStore['set'] = async (tokens) => {
      if (isFull) throw new Error('no space left');
      store.tokens = tokens;
    };
    const client = make({ tokenStore: { ...store, get: async () => store.tokens, set } });
    await client.auth.signIn(credentialsOf(fake));
    isFull = true;
    await clock.advance(DAY_MS);
    await client.account.quotaUsed();
    isFull = false;
    await clock.advance(DAY_MS);
    await client.account.quotaUsed();
    expect(count(asked())).toBe(3);
  });

  it('lets sign-out win over a refresh in flight, and stores nothing afterwards', async () => {
    const { fake, fetch, signedIn } = fakeInstance();
    const store = sharedStore();
    let release: () => void = () => undefined;
    let started: () => void = () => undefined;
    const isRefreshing = new Promise<void>((resolve) => {
      started = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const client = await signedIn({
      tokenStore: store,
      fetch: onRefresh(fetch, () => {
        started();
        return gate;
      }),
    });
    fake.revokeTokens();
    const call = client.account.quotaUsed();
    const outcome = expect(call).rejects.toMatchObject({ code: 'auth/not-signed-in' });
    await isRefreshing;
    await client.auth.signOut();
    release();
    await outcome;
    expect(store.tokens).toBeUndefined();
    expect(await client.auth.session()).toBeUndefined();
  });

  it('stays below the login limit of the instance, refreshes included (promise 57)', async () => {
    const rateLimit = { api: { max: 1_000, windowMs: 10_000 }, login: { max: 15, windowMs: 300_000 } };
    const { fake, clock, signedIn, asked } = fakeInstance({ features: { rateLimit } });
    const client = await signedIn();
    for (let round = 0; round < 12; round += 1) {
      fake.revokeTokens();
      await client.account.quotaUsed();
    }
    fake.revokeTokens();
    await expect(client.account.quotaUsed()).rejects.toMatchObject({ code: 'http/rate-limited', retryable: true });
    expect(count(asked())).toBe(13);
    await clock.advance(5 * 60_000);
    await client.account.quotaUsed();
    expect(count(asked())).toBe(14);
  });

  it('asks no second time with a refresh token that the server refused (promise 57)', async () => {
    const { fake, signedIn, asked } = fakeInstance();
    const client = await signedIn();
    fake.revokeTokens({ refresh: true });
    await expect(client.account.quotaUsed()).rejects.toMatchObject({ code: 'auth/refresh-rejected' });
    await expect(client.account.quotaUsed()).rejects.toMatchObject({ code: 'auth/refresh-rejected' });
    expect(count(asked())).toBe(2);
  });

  it('does not refresh because a current password is wrong', async () => {
    const { signedIn, asked } = fakeInstance();
    const client = await signedIn();
    const change = client.context.http.request({
      method: 'PUT',
      path: '/api/v1/users/me',
      auth: 'required',
      json: { currentPassword: 'not it', password: 'something long' },
    });
    await expect(change).rejects.toMatchObject({ name: 'AuthError', code: 'auth/password-incorrect' });
    expect(count(asked())).toBe(1);
  });

  it('is sent without a dead token where none is needed, and notifies that the session has ended', async () => {
    const { fake, signedIn } = fakeInstance();
    const onReauthentication = vi.fn();
    const client = await signedIn({ onReauthentication });
    fake.revokeTokens({ refresh: true });
    await expect(client.videos.list()).resolves.toEqual({ total: 0, data: [] });
    expect(onReauthentication).toHaveBeenCalledOnce();
    expect(await client.auth.session()).toBeUndefined();
  });
});
