import { describe, expect, it, vi } from 'vitest';
import type { AuthError } from '../errors/auth-error.js';
import { credentialsOf, fakeInstance } from '../test-support/fake-instance.js';

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
