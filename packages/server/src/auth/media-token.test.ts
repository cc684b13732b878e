import { randomBytes } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, it } from 'vitest';
import { deriveKey } from '../crypto/secret-box.js';
import { createMediaTokens } from './media-token.js';

const HOUR_MS = 3_600_000;

it('opens one video for some hours, and is the same within them, so that a player need not start again', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const tokens = createMediaTokens(randomBytes(32).toString('hex'), () => now);
  const token = await tokens.create('one');
  now += 5 * HOUR_MS;
  expect(await tokens.create('one')).toBe(token);
  expect(await tokens.isValid(token, 'one')).toBe(true);
  expect(await tokens.isValid(token, 'two')).toBe(false);
  now += 8 * HOUR_MS;
  expect(await tokens.isValid(token, 'one')).toBe(false);
  expect(await tokens.create('one')).not.toBe(token);
});

it('takes no token that was made for another purpose', async () => {
  const secret = randomBytes(32).toString('hex');
  const tokens = createMediaTokens(secret);
  const signed = (audience: string, key: Uint8Array) =>
    new SignJWT().setProtectedHeader({ alg: 'HS256' }).setAudience(audience).setSubject('one').sign(key);
  expect(await tokens.isValid(await signed('media', deriveKey(secret, 'media-token')), 'one')).toBe(true);
  expect(await tokens.isValid(await signed('piyakast', deriveKey(secret, 'media-token')), 'one')).toBe(false);
  expect(await tokens.isValid(await signed('media', deriveKey(secret, 'owner-token')), 'one')).toBe(false);
  expect(await tokens.isValid(new UnsecuredJWT().setAudience('media').setSubject('one').encode(), 'one')).toBe(false);
});
