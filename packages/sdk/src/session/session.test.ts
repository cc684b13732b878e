import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PeerTubeClient } from '../peertube/client/peertube-client.js';
import { credentialsOf, fakeInstance } from '../test-support/fake-instance.js';
import { memoryTokenStore } from './stores/token-store.js';

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
