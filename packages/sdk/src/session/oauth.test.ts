import { describe, expect, it } from 'vitest';
import { credentialsOf, fakeInstance } from '../test-support/fake-instance.js';
import { sharedStore } from '../test-support/sessions.js';

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
