import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { AuthError } from '../errors/auth-error.js';
import { PeerTubeClient } from '../peertube/client/peertube-client.js';
import type { FetchLike } from '../runtime/fetch.js';
import { credentialsOf, fakeInstance } from '../test-support/fake-instance.js';
import { memoryTokenStore, type SessionTokens, type TokenStore } from './stores/token-store.js';

const TOKEN = 'POST /api/v1/users/token';
const DAY_MS = 86_400_000;
const count = (asked: string[], wanted = TOKEN): number => asked.filter((entry) => entry === wanted).length;

/** Tokens in a plain object, as a program's own store keeps them: without a lock. */
function sharedStore(): TokenStore & { tokens: SessionTokens | undefined } {
  const store: TokenStore & { tokens: SessionTokens | undefined } = {
    tokens: undefined,
    get: async () => store.tokens,
    set: async (tokens) => {
      store.tokens = tokens;
    },
    delete: async () => {
      store.tokens = undefined;
    },
  };
  return store;
}

/** Calls `before` ahead of every refresh that goes out. */
function onRefresh(fetch: FetchLike, before: () => Promise<void>): FetchLike {
  return async (input, init) => {
    if (String(init?.body).includes('grant_type=refresh_token')) await before();
    return fetch(input, init);
  };
}

describe('signIn()', () => {
  it('signs in, says when the session ends, and signs requests', async () => {
    const { clock, signedIn } = fakeInstance();
    const client = await signedIn();
    expect(await client.auth.session()).toEqual({
      expiresAtMs: clock.now() + 86_399_000,
      refreshExpiresAtMs: clock.now() + 1_209_599_000,
    });
    expect((await client.account.me()).username).toBe('demo');
  });

  it('keeps the session also when a listener throws', async () => {
    const { fake, client } = fakeInstance();
    const store = sharedStore();
    const { auth } = client({ tokenStore: store });
    auth.onChange(() => {
      throw new Error('the page has a bug');
    });
    await expect(auth.signIn(credentialsOf(fake))).rejects.toThrow('the page has a bug');
    expect(store.tokens).toBeDefined();
    await expect(auth.signOut()).rejects.toThrow('the page has a bug');
    expect(store.tokens).toBeUndefined();
  });

  it('distinguishes wrong credentials from a wrong client', async () => {
    const { fake, client } = fakeInstance();
    const wrong = client().auth.signIn({ username: credentialsOf(fake).username, password: 'not it' });
    await expect(wrong).rejects.toMatchObject({ name: 'AuthError', code: 'auth/invalid-credentials', status: 400 });
  });

  it('asks for the second factor, refuses a wrong one and takes the right one (promise 41)', async () => {
    const { fake, client } = fakeInstance({ accounts: [{ otpSecret: 'JBSWY3DPEHPK3PXP' }] });
    const credentials = credentialsOf(fake);
    const { auth } = client();
    await expect(auth.signIn(credentials)).rejects.toMatchObject({ code: 'auth/two-factor-required' });
    const right = await fake.otp(credentials.username);
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    await expect(auth.signIn({ ...credentials, otp: wrong })).rejects.toMatchObject({
      code: 'auth/two-factor-invalid',
    });
    await auth.signIn({ ...credentials, otp: right });
    expect(await auth.session()).toBeDefined();
  });

  it('ends with its signal also before it knows the OAuth client', async () => {
    const { fake, client } = fakeInstance();
    const signal = AbortSignal.abort(new Error('the form was closed'));
    const { auth } = client({ fetch: () => new Promise(() => undefined) });
    await expect(auth.signIn(credentialsOf(fake), { signal })).rejects.toThrow('the form was closed');
  });

  it('reads the OAuth client again when the instance has renewed it', async () => {
    const { fake, client } = fakeInstance();
    const { auth } = client();
    await auth.signIn(credentialsOf(fake));
    fake.state.clientSecret = 'f'.repeat(32);
    await auth.signIn(credentialsOf(fake));
    expect(await auth.session()).toBeDefined();
  });

  it('fails early without a session, before any request', async () => {
    const { client, asked } = fakeInstance();
    await expect(client().account.me()).rejects.toMatchObject({ code: 'auth/not-signed-in' });
    expect(asked()).toEqual([]);
  });
});

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

describe('re-authentication (promise 41)', () => {
  it('lets waiting calls go on after the new sign-in', async () => {
    const { fake, client } = fakeInstance();
    const onReauthentication = vi.fn((_reason: AuthError) => undefined);
    const signed = client({ onReauthentication });
    await signed.auth.signIn(credentialsOf(fake));
    fake.revokeTokens({ refresh: true });
    const calls = [signed.account.quotaUsed(), signed.account.quotaUsed()];
    await vi.waitFor(() => expect(onReauthentication).toHaveBeenCalledOnce());
    expect(onReauthentication.mock.calls[0]?.[0].code).toBe('auth/refresh-rejected');
    await signed.auth.signIn(credentialsOf(fake));
    await expect(Promise.all(calls)).resolves.toHaveLength(2);
  });

  it('fails the waiting calls when the callback ends without a sign-in', async () => {
    const { fake, signedIn } = fakeInstance();
    const client = await signedIn({ onReauthentication: async () => 'closed the dialog' });
    fake.revokeTokens({ refresh: true });
    await expect(client.account.quotaUsed()).rejects.toMatchObject({ code: 'auth/refresh-rejected' });
  });

  it('fails the waiting calls with what kept the callback from signing in, when that passes, and asks it again', async () => {
    const { fake, client } = fakeInstance();
    const credentials = credentialsOf(fake);
    let asked = 0;
    const signed = client({
      retry: { limit: 0 },
      onReauthentication() {
        fake.faults.set({ fail: { status: 502, times: asked === 0 ? 1 : 0 } });
        asked += 1;
        return signed.auth.signIn(credentials);
      },
    });
    await signed.auth.signIn(credentials);
    fake.revokeTokens({ refresh: true });
    await expect(signed.account.quotaUsed()).rejects.toMatchObject({ status: 502, retryable: true });
    await expect(signed.account.quotaUsed()).resolves.toBeDefined();
    expect(asked).toBe(2);
  });

  it('ends the wait of a call with its own signal, and of all calls after the time allowed', async () => {
    const { fake, clock, signedIn } = fakeInstance();
    const onReauthentication = vi.fn(() => undefined);
    const client = await signedIn({ onReauthentication });
    fake.revokeTokens({ refresh: true });
    const abort = new AbortController();
    const settled = (call: Promise<unknown>) => call.catch((error: unknown) => error);
    const impatient = settled(client.account.quotaUsed({ signal: abort.signal }));
    const patient = settled(client.account.quotaUsed());
    await vi.waitFor(() => expect(onReauthentication).toHaveBeenCalledOnce());
    abort.abort(new Error('enough'));
    expect(await impatient).toMatchObject({ message: 'enough' });
    await clock.advance(120_000);
    expect(await patient).toMatchObject({ code: 'auth/refresh-rejected' });
  });
});

describe('secrets (promise 48)', () => {
  it('never shows a token or password in an error, a log, JSON or a URL', async () => {
    const { fake, fetch } = fakeInstance();
    const { username, password } = credentialsOf(fake);
    const store = memoryTokenStore();
    const urls: string[] = [];
    const client = new PeerTubeClient({
      url: fake.url,
      tokenStore: store,
      retry: { limit: 0 },
      fetch: async (input, init) => {
        urls.push(String(input));
        return fetch(input, init);
      },
    });
    await client.auth.signIn({ username, password });
    const tokens = await store.get();
    const errors: unknown[] = [];
    const keep = (call: Promise<unknown>) => call.catch((error: unknown) => errors.push(error));
    await keep(client.videos.get('00000000-0000-4000-8000-000000000000', { password: 'a video password' }));
    await keep(client.channels.create({ name: 'UPPER', displayName: 'x' }));
    fake.faults.set({ down: true });
    await keep(client.account.quotaUsed());
    fake.faults.clear();
    fake.revokeTokens({ refresh: true });
    await keep(client.account.quotaUsed());
    await keep(client.auth.signIn({ username, password: `${password}-wrong` }));
    expect(errors).toHaveLength(5);
    const shown = [...errors, client, client.context]
      .flatMap((value) => [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value)])
      .concat(urls, await client.report())
      .join('\n');
    for (const secret of [
      tokens?.accessToken,
      tokens?.refreshToken,
      password,
      'a video password',
      fake.state.clientSecret,
    ]) {
      expect(secret).toBeTruthy();
      expect(shown).not.toContain(secret);
    }
  });
});
