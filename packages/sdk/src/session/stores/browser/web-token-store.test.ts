import { createFakeClock, describeTokenStoreContract } from '@piyakast/testing/kit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeTokens } from '../../../test-support/tokens.js';
import { fakeLocks, fakeStorage } from '../../../test-support/web-platform.js';
import { webTokenStore } from './web-token-store.js';

afterEach(() => vi.unstubAllGlobals());

const profiles = new WeakMap<object, Parameters<typeof webTokenStore>[0]>();
function openTab(profile = { storage: fakeStorage(), locks: fakeLocks() }) {
  const store = webTokenStore(profile);
  profiles.set(store, profile);
  return store;
}

describeTokenStoreContract(
  'webTokenStore()',
  { make: () => openTab(), reopen: (store) => webTokenStore(profiles.get(store)) },
  { describe, it },
);

describe('webTokenStore()', () => {
  it('counts the refreshes of all who share it, also after a sign-out', async () => {
    const profile = { storage: fakeStorage(), locks: fakeLocks() };
    const [one, two] = [webTokenStore(profile), webTokenStore(profile)];
    expect(await one.refreshes?.()).toEqual([]);
    await one.refreshes?.([1_800_000_000_000, 1_800_000_000_001]);
    await one.delete();
    expect(await two.refreshes?.()).toEqual([1_800_000_000_000, 1_800_000_000_001]);
  });

  it('has no lock where the browser has none', () => {
    vi.stubGlobal('navigator', {});
    expect(webTokenStore({ storage: fakeStorage() }).lock).toBeUndefined();
  });

  it('takes damaged contents for signed out', async () => {
    const storage = fakeStorage();
    storage.items.set('piyakast.session', '{"accessToken":1}');
    expect(await webTokenStore({ storage }).get()).toBeUndefined();
  });

  it('says so where there is no storage at all', async () => {
    vi.stubGlobal('localStorage', undefined);
    await expect(webTokenStore().get()).rejects.toThrow('This runtime has no localStorage. Give `storage`.');
  });

  it('sees in the lock what the other tab stored, though a write arrives after the lock (promise 40)', async () => {
    const clock = createFakeClock();
    const held: { name: string }[] = [];
    const locks = { ...fakeLocks(), query: async () => ({ held }) };
    const { request } = locks;
    locks.request = (name, options, task) => {
      if (options.mode === 'shared') held.push({ name });
      return request(name, options, task);
    };
    const [here, there] = [fakeStorage(), fakeStorage()];
    const one = webTokenStore({ storage: here, locks, clock });
    const two = webTokenStore({ storage: there, locks, clock });
    const tokens = makeTokens();
    await one.lock?.(() => one.set(tokens));
    const seen = two.lock?.(() => two.get());
    await clock.advance(30);
    for (const [key, value] of here.items) there.setItem(key, value);
    await clock.advance(30);
    expect(await seen).toEqual(tokens);
  });
});
