import { isPiyaError, memoryTokenStore, type PeerTubeOptions } from '@piyakast/sdk';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { clientOf, instance, signedInAnew } from './instance.js';
import { loginPatience } from './login-patience.js';
import { totp } from './totp.js';
import { until } from './until.js';
import { fetchWithinLimit } from './within-limit.js';

const { username, password } = instance;
const codeOf = (error: unknown): string => (isPiyaError(error) ? error.code : String(error));

/** PeerTube answers a revocation a moment before it takes effect (6.3: the row is deleted unawaited). */
async function isDead(accessToken = ''): Promise<boolean> {
  const headers = { authorization: `Bearer ${accessToken}` };
  return (await fetchWithinLimit(`${instance.url}/api/v1/users/me`, { headers })).status === 401;
}

/**
 * A client, what it asked the token endpoint for, and its store. An answer of that endpoint that has arrived is passed on
 * after `held`.
 */
function watched({ held, ...options }: Partial<PeerTubeOptions> & { held?: Promise<void> } = {}) {
  const store = memoryTokenStore();
  const grants: string[] = [];
  let answers = 0;
  const client = clientOf({
    tokenStore: store,
    ...options,
    fetch: async (input, init) => {
      if (!(init?.body instanceof URLSearchParams)) return fetch(input, init);
      grants.push(init.body.get('grant_type') ?? '');
      const answer = await fetch(input, init);
      answers += 1;
      await held;
      return answer;
    },
  });
  const refreshes = () => grants.filter((grant) => grant === 'refresh_token').length;
  /** Ends the session behind the client's back. */
  const revoke = async () => {
    const accessToken = (await store.get())?.accessToken;
    const headers = { authorization: `Bearer ${accessToken}` };
    await fetchWithinLimit(`${instance.url}/api/v1/users/revoke-token`, { method: 'POST', headers });
    await until('the session ends', () => isDead(accessToken));
  };
  return { client, store, refreshes, answers: () => answers, revoke };
}

describe('a session on the real instance', () => {
  beforeEach(loginPatience());

  it('signs in and knows the account', async () => {
    const client = await signedInAnew();
    expect((await client.account.me()).username).toBe(instance.username.toLowerCase());
  });

  it('names a wrong password', async () => {
    const client = clientOf();
    const failure = await client.auth
      .signIn({ username: instance.username, password: crypto.randomUUID() })
      .catch((error: unknown) => error);
    expect(isPiyaError(failure) && failure.code).toBe('auth/invalid-credentials');
  });

  it('refreshes once for many calls when the access token has died (promise 40)', async () => {
    const store = memoryTokenStore();
    await signedInAnew({ tokenStore: store });
    const before = await store.get();
    if (!before) throw new Error('signing in stored no tokens');
    await store.set({ ...before, accessToken: 'f'.repeat(40) });
    let refreshes = 0;
    const other = clientOf({
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
    const client = await signedInAnew({ tokenStore: store });
    const tokens = await store.get();
    expect(await client.auth.signOut()).toEqual({ revoked: true });
    await until('the token is dead', () => isDead(tokens?.accessToken));
  });

  it('continues with the newest stored token after it lost a race', async () => {
    // As a program's own store is: without a lock.
    const { lock: _none, ...store } = memoryTokenStore();
    await signedInAnew({ tokenStore: store });
    const before = await store.get();
    if (!before) throw new Error('signing in stored no tokens');
    await store.set({ ...before, accessToken: 'f'.repeat(40) });
    const answers: number[] = [];
    const loser = clientOf({
      tokenStore: store,
      fetch: async (input, init) => {
        const isRefresh = String(init?.body).includes('refresh_token');
        // The other one is faster, between the loser's reading of the store and its own refresh.
        if (isRefresh) await clientOf({ tokenStore: store }).account.quotaUsed();
        const answer = await fetch(input, init);
        // The other files share the instance's limit on requests: such an answer is waited out.
        if (isRefresh && answer.status !== 429) answers.push(answer.status);
        return answer;
      },
    });
    await expect(loser.account.quotaUsed()).resolves.toHaveProperty('videoQuotaUsed');
    expect(answers).toEqual([400]);
    expect((await store.get())?.refreshToken).not.toBe(before.refreshToken);
  });

  it('waits for a new sign-in when the refresh token is dead, and continues after it', async () => {
    const reasons: string[] = [];
    const onReauthentication = vi.fn((reason: unknown) => void reasons.push(codeOf(reason)));
    const { client, revoke } = watched({ onReauthentication });
    await client.auth.signIn({ username, password });
    await revoke();
    const impatient = client.account
      .quotaUsed({ signal: AbortSignal.timeout(1_500) })
      .catch((error: Error) => error.name);
    const patient = client.account.quotaUsed();
    await until('the request to sign in again', () => onReauthentication.mock.calls.length === 1);
    expect(await impatient).toBe('TimeoutError');
    await client.auth.signIn({ username, password });
    await expect(patient).resolves.toHaveProperty('videoQuotaUsed');
    expect(reasons).toEqual(['auth/refresh-rejected']);
    expect(onReauthentication).toHaveBeenCalledOnce();
  });

  it('reads a public route without a token that is dead', async () => {
    const { client, revoke } = watched();
    await client.auth.signIn({ username, password });
    await revoke();
    await expect(client.videos.list({ count: 1 })).resolves.toHaveProperty('total');
  });

  it('does not refresh because the present password is wrong', async () => {
    const { client, refreshes } = watched();
    await client.auth.signIn({ username, password });
    const change = client.context.http.request({
      method: 'PUT',
      path: '/api/v1/users/me',
      auth: 'required',
      json: { currentPassword: `${password}-wrong`, password: `${password}-never` },
    });
    expect(codeOf(await change.catch((error: unknown) => error))).toBe('auth/password-incorrect');
    expect(refreshes()).toBe(0);
  });

  it('stays ended when the user signs out during a refresh', async () => {
    const { client, store, refreshes } = watched();
    await client.auth.signIn({ username, password });
    const before = await store.get();
    if (!before) throw new Error('signing in stored no tokens');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const other = watched({ tokenStore: store, held });
    await store.set({ ...before, expiresAtMs: 0 });
    const call = other.client.account.quotaUsed().catch(codeOf);
    // Not sooner: a sign-out that overtakes the refresh on its way ends the session that the refresh needs.
    await until('the answer to the refresh', () => other.answers() === 1);
    expect(other.refreshes()).toBe(1);
    await client.auth.signOut();
    release();
    expect(await call).toBe('auth/not-signed-in');
    expect([await store.get(), await client.auth.session(), await other.client.auth.session()]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(refreshes()).toBe(0);
  });
});

describe('two-factor authentication on the real instance', () => {
  /** Turns it on for the account, and off again: a run that is killed in between leaves it on. */
  it('is asked for, refused when wrong, and taken; refreshing needs no code (promise 41)', async () => {
    const { client: owner, store } = watched();
    await owner.auth.signIn({ username, password });
    const { id } = await owner.account.me();
    const path = `/api/v1/users/${id}/two-factor`;
    const signed = { method: 'POST', auth: 'required' } as const;
    const { http } = owner.context;
    const json = { currentPassword: password };
    type Answer = { otpRequest: { requestToken: string; secret: string } };
    const { otpRequest } = await http.json<Answer>({ ...signed, path: `${path}/request`, json });
    const { requestToken, secret } = otpRequest;
    await http.request({ ...signed, path: `${path}/confirm-request`, json: { requestToken, otpToken: totp(secret) } });
    try {
      const { client, refreshes, store: second } = watched();
      const signIn = (otp?: string) => client.auth.signIn({ username, password, otp }).catch(codeOf);
      expect(await signIn()).toBe('auth/two-factor-required');
      const wrong = String((Number(totp(secret)) + 1) % 1_000_000).padStart(6, '0');
      expect(await signIn(wrong)).toBe('auth/two-factor-invalid');
      const wrongPassword = client.auth.signIn({ username, password: `${password}-wrong`, otp: totp(secret) });
      expect(codeOf(await wrongPassword.catch((error: unknown) => error))).toBe('auth/invalid-credentials');
      const shown = totp(secret).replace(/^.../, '$& ');
      expect(await signIn(shown)).toHaveProperty('expiresAtMs');
      expect((await client.account.me()).twoFactorEnabled).toBe(true);
      const tokens = await second.get();
      if (!tokens) throw new Error('signing in stored no tokens');
      await second.set({ ...tokens, accessToken: 'f'.repeat(40), expiresAtMs: 0 });
      const later = watched({ tokenStore: second });
      expect((await later.client.account.me()).twoFactorEnabled).toBe(true);
      expect([refreshes(), later.refreshes()]).toEqual([0, 1]);
    } finally {
      await http.request({ ...signed, path: `${path}/disable`, json });
    }
    expect(await store.get()).toBeDefined();
    expect(await signedInAnew().then((client) => client.account.me())).toMatchObject({ twoFactorEnabled: false });
  });
});
