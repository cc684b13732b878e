import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticator, embeddedOwnerToken } from './authenticator.js';
import { createMediaTokens } from './media-token.js';

const secret = randomBytes(32).toString('hex');
const key = new TextEncoder().encode(secret);
const anySite = { audience: undefined, issuer: undefined };
const authenticator = createAuthenticator({ auth: { kind: 'secret', secret, ...anySite } }, secret);
const sign = (claims: Record<string, unknown>, alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg }).setSubject('alice').sign(key);

describe('createAuthenticator()', () => {
  it('knows who sent the token; who has no role is a user', async () => {
    expect(await authenticator.principal(`Bearer ${await sign({ role: 'admin' })}`)).toEqual({
      subject: 'alice',
      role: 'admin',
    });
    expect(await authenticator.principal(`Bearer ${await sign({})}`)).toEqual({ subject: 'alice', role: 'user' });
    expect(await authenticator.principal(`Bearer ${await sign({ role: 'god' })}`)).toMatchObject({ role: 'user' });
    expect(await authenticator.principal(undefined)).toBeUndefined();
  });

  it.each([
    [
      'another secret',
      async () => new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject('alice').sign(randomBytes(32)),
    ],
    ['another algorithm', () => sign({}, 'HS512')],
    ['a time that is over', () => sign({ exp: Math.floor(Date.now() / 1000) - 3600 })],
    ['no signature', async () => new UnsecuredJWT({ role: 'owner' }).setSubject('alice').encode()],
    ['the key of media addresses', async () => createMediaTokens(secret).create('alice')],
    ['no user', async () => new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(key)],
    ['no token at all', async () => 'nonsense'],
  ])('refuses a token of %s', async (_what, make) => {
    await expect(authenticator.principal(`Bearer ${await make()}`)).rejects.toMatchObject({
      status: 401,
      code: 'auth/not-signed-in',
    });
  });
});

describe('createAuthenticator() with AUTH_AUDIENCE and AUTH_ISSUER', () => {
  it('refuses what the same sign-in made for another site', async () => {
    const checks = { audience: 'videos', issuer: 'https://sign-in.example' };
    const site = createAuthenticator({ auth: { kind: 'secret', secret, ...checks } }, secret);
    const principal = async (claims: Record<string, unknown>) => site.principal(`Bearer ${await sign(claims)}`);
    expect(await principal({ aud: 'videos', iss: checks.issuer })).toMatchObject({ subject: 'alice' });
    for (const claims of [{}, { aud: 'mail', iss: checks.issuer }, { aud: 'videos', iss: 'https://other.example' }]) {
      await expect(principal(claims)).rejects.toMatchObject({ status: 401 });
    }
  });
});

describe('createAuthenticator() with AUTH_JWKS_URL', () => {
  it('never takes the public key, which everybody knows, for a shared secret', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one' };
    // Even when somebody lists it as a secret: only keys in pairs count.
    const oct = {
      kty: 'oct',
      kid: 'two',
      k: Buffer.from('a secret that everybody can read here').toString('base64url'),
    };
    const jwks = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk, oct] })));
    await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/`;
    const site = createAuthenticator({ auth: { kind: 'jwks', url, ...anySite } }, secret);
    const signed = (alg: string, kid: string, by: Parameters<SignJWT['sign']>[0]) =>
      new SignJWT({ role: 'owner' }).setProtectedHeader({ alg, kid }).setSubject('alice').sign(by);
    try {
      expect(await site.principal(`Bearer ${await signed('RS256', 'one', privateKey)}`)).toMatchObject({
        role: 'owner',
      });
      const pem = new TextEncoder().encode(await exportSPKI(publicKey));
      const forged = [
        await signed('HS256', 'one', pem),
        await signed('HS256', 'two', Buffer.from(oct.k, 'base64url')),
        new UnsecuredJWT({ role: 'owner' }).setSubject('alice').encode(),
      ];
      for (const token of forged) {
        await expect(site.principal(`Bearer ${token}`)).rejects.toMatchObject({ status: 401 });
      }
    } finally {
      jwks.close();
    }
  });
});

describe('embeddedOwnerToken()', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'piyakast-auth-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('is made once, readable for the server alone, and lets the owner in', async () => {
    const token = await embeddedOwnerToken(directory, secret);
    expect(await embeddedOwnerToken(directory, secret)).toBe(token);
    expect((await stat(join(directory, 'owner-token'))).mode & 0o777).toBe(0o600);
    const embedded = createAuthenticator({ auth: { kind: 'embedded' } }, secret);
    expect(await embedded.principal(`Bearer ${token}`)).toEqual({ subject: 'owner', role: 'owner' });
    const other = createAuthenticator({ auth: { kind: 'embedded' } }, randomBytes(32).toString('hex'));
    await expect(other.principal(`Bearer ${token}`)).rejects.toMatchObject({ status: 401 });
  });
});
