import { describe, expect, it, vi } from 'vitest';
import type { PeerTubeClient } from '../peertube/client/peertube-client.js';
import { credentialsOf, type FakeInstance, fakeInstance } from '../test-support/fake-instance.js';
import { fakeLocks, fakeStorage } from '../test-support/web-platform.js';
import { webTokenStore } from './stores/browser/web-token-store.js';
import { memoryTokenStore, type TokenStore } from './stores/token-store.js';

const TOKEN = 'POST /api/v1/users/token';
const LOGIN_LIMIT = { max: 15, windowMs: 300_000 };
const MANY = { max: 10_000, windowMs: 10_000 };
const logins = ({ asked }: FakeInstance): number => asked().filter((entry) => entry === TOKEN).length;
const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

/** What the tabs of one origin share. */
const browserProfile = () => ({ storage: fakeStorage(), locks: fakeLocks() });

/** A page in five tabs, the first of which has signed in. */
async function fiveTabs(instance: FakeInstance): Promise<PeerTubeClient[]> {
  const profile = browserProfile();
  const tab = () => instance.client({ tokenStore: webTokenStore(profile), retry: { limit: 0 } });
  const tabs = Array.from({ length: 5 }, tab);
  await tabs[0]?.auth.signIn(credentialsOf(instance.fake));
  await Promise.all(tabs.map((client) => client.account.quotaUsed()));
  return tabs;
}

/** Holds the refresh of a client back until it is let go. */
function heldRefresh({ fetch }: FakeInstance) {
  let release = (): void => undefined;
  let started = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => {
    started = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held: FakeInstance['fetch'] = async (input, init) => {
    const isRefresh = String(init?.body).includes('grant_type=refresh_token');
    const answer = await fetch(input, init);
    if (isRefresh) {
      started();
      await gate;
    }
    return answer;
  };
  return { fetch: held, isHeld, letGo: () => release() };
}

describe('five tabs of one session', () => {
  it('refresh once when the token has expired', async () => {
    const instance = fakeInstance();
    const tabs = await fiveTabs(instance);
    await instance.clock.advance(86_400_000);
    await Promise.all(tabs.flatMap((tab) => [tab.account.quotaUsed(), tab.account.videos()]));
    expect(logins(instance)).toBe(2);
  });

  it('ask at most once each with a refresh token that is dead, and never again', async () => {
    const instance = fakeInstance();
    const tabs = await fiveTabs(instance);
    instance.fake.revokeTokens({ refresh: true });
    const codes = await Promise.all(tabs.map((tab) => codeOf(tab.account.quotaUsed())));
    expect(codes).not.toContain('done');
    const asked = logins(instance);
    expect(asked).toBeLessThanOrEqual(1 + tabs.length);
    await Promise.all(tabs.map((tab) => codeOf(tab.account.quotaUsed())));
    expect(logins(instance)).toBe(asked);
  });

  it('leave logins for the user when every fresh token is refused, and when the endpoint fails', async () => {
    for (const trouble of ['refused', 'failing'] as const) {
      const rateLimit = { api: MANY, login: LOGIN_LIMIT };
      const instance = fakeInstance({ features: { rateLimit } });
      const tabs = await fiveTabs(instance);
      let failing = 0;
      for (let round = 0; round < 30; round += 1) {
        instance.fake.revokeTokens();
        if (trouble === 'failing') instance.fake.faults.set({ fail: { status: 500, times: 2 } });
        for (const tab of tabs) failing += (await codeOf(tab.account.quotaUsed())) === 'done' ? 0 : 1;
        instance.fake.faults.clear();
        await instance.clock.advance(5_000);
      }
      expect(failing, trouble).toBeGreaterThan(0);
      expect(logins(instance), trouble).toBeLessThanOrEqual(13);
      await expect(instance.client().auth.signIn(credentialsOf(instance.fake)), trouble).resolves.toBeDefined();
    }
  });
});

describe('a session of two clients', () => {
  const pair = async (instance: FakeInstance, fetch: FakeInstance['fetch'], store: TokenStore) => {
    const one = instance.client({ tokenStore: store, fetch });
    const two = instance.client({ tokenStore: store });
    await one.auth.signIn(credentialsOf(instance.fake));
    await two.account.me();
    return { one, two };
  };

  it('is ended by a sign-out of one while the other refreshes, and the new tokens are ended too', async () => {
    const instance = fakeInstance();
    const store = memoryTokenStore();
    const held = heldRefresh(instance);
    const { one, two } = await pair(instance, held.fetch, store);
    instance.fake.revokeTokens();
    const call = codeOf(one.account.quotaUsed());
    await held.isHeld;
    await two.auth.signOut();
    held.letGo();
    expect(await call).toBe('auth/not-signed-in');
    expect(await store.get()).toBeUndefined();
    expect(await one.auth.session()).toBeUndefined();
    expect(instance.fake.state.tokens).toEqual([]);
  });

  it('becomes that of another user who signs in on one while the other refreshes', async () => {
    const instance = fakeInstance();
    const store = memoryTokenStore();
    const held = heldRefresh(instance);
    const { one, two } = await pair(instance, held.fetch, store);
    const other = instance.fake.addAccount();
    instance.fake.revokeTokens();
    const call = one.account.me({ fresh: true });
    await held.isHeld;
    await two.auth.signIn({ username: other.username, password: other.password });
    held.letGo();
    expect((await call).username).toBe(other.username);
    expect((await one.account.me()).username).toBe(other.username);
    expect((await two.account.me({ fresh: true })).username).toBe(other.username);
    expect(instance.fake.state.tokens).toHaveLength(1);
  });

  it('resumes calls that wait for a sign-in when the other one has signed in', async () => {
    const instance = fakeInstance();
    const store = memoryTokenStore();
    const { one, two } = await pair(instance, instance.fetch, store);
    instance.fake.revokeTokens({ refresh: true });
    const ask = vi.fn(async () => void (await two.auth.signIn(credentialsOf(instance.fake))));
    one.auth.onReauthentication(ask);
    expect(await codeOf(one.account.quotaUsed())).toBe('done');
    expect(ask).toHaveBeenCalledOnce();
  });

  it('is news to one of them when the other one signs in', async () => {
    const instance = fakeInstance();
    const { one, two } = await pair(instance, instance.fetch, memoryTokenStore());
    await one.auth.signOut();
    const notified = vi.fn();
    one.auth.onChange(notified);
    await two.auth.signIn(credentialsOf(instance.fake));
    await one.account.me();
    expect(notified.mock.calls).toEqual([[await one.auth.session()]]);
  });

  it('is refreshed by one of them only, when both find the token expired', async () => {
    const instance = fakeInstance();
    const { one, two } = await pair(instance, instance.fetch, memoryTokenStore());
    await instance.clock.advance(86_400_000);
    await Promise.all([one.account.quotaUsed(), two.account.quotaUsed()]);
    expect(logins(instance)).toBe(2);
  });
});

describe('tokens that live for a minute', () => {
  it('are not refreshed by every call', async () => {
    const instance = fakeInstance({ features: { accessTokenSeconds: 60 } });
    const client = await instance.signedIn();
    for (let second = 0; second < 300; second += 5) {
      await client.account.quotaUsed();
      await instance.clock.advance(5_000);
    }
    expect(logins(instance)).toBeLessThanOrEqual(1 + 10);
  });
});
