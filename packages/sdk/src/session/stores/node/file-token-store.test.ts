import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTokenStoreContract } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTokens } from '../../../test-support/tokens.js';
import type { TokenStore } from '../token-store.js';
import { fileTokenStore } from './file-token-store.js';

const random = () => crypto.randomUUID();
const secret = random();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-'));
});
afterAll(() => rm(folder, { recursive: true }));

const paths = new WeakMap<object, string>();
function open(path = join(folder, random(), 'session')): TokenStore {
  const store = fileTokenStore({ path, secret });
  paths.set(store, path);
  return store;
}

describeTokenStoreContract(
  'fileTokenStore()',
  { make: () => open(), reopen: (store) => open(paths.get(store)) },
  { describe, it },
);

describe('fileTokenStore() (promise 47)', () => {
  it('counts the refreshes of all who share it, also after a sign-out', async () => {
    const one = open();
    expect(await one.refreshes?.()).toEqual([]);
    await one.refreshes?.([1_800_000_000_000, 1_800_000_000_001]);
    await one.delete();
    expect(await open(paths.get(one)).refreshes?.()).toEqual([1_800_000_000_000, 1_800_000_000_001]);
  });

  it('writes nothing readable, and only for its user', async () => {
    const path = join(folder, 'secret', 'session');
    const tokens = makeTokens();
    await fileTokenStore({ path, secret }).set(tokens);
    const bytes = (await readFile(path)).toString('latin1');
    for (const value of [tokens.accessToken, tokens.refreshToken, secret]) expect(bytes).not.toContain(value);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'secret'))).toEqual(['session']);
    expect(await fileTokenStore({ path, secret }).get()).toEqual(tokens);
  });

  it('says so when the secret is another one, or too short', async () => {
    const path = join(folder, 'other');
    await fileTokenStore({ path, secret }).set(makeTokens());
    await expect(fileTokenStore({ path, secret: random() }).get()).rejects.toMatchObject({
      code: 'config/invalid-option',
      message: 'The token file cannot be decrypted. Give the secret it was written with, or delete it.',
    });
    expect(() => fileTokenStore({ path, secret: 'short' })).toThrow('`secret` is shorter than 16 characters.');
  });

  it('says so when the file is damaged or cut, and is whole again after the next sign-in', async () => {
    const path = join(folder, 'damaged');
    const store = fileTokenStore({ path, secret });
    await store.set(makeTokens());
    const whole = await readFile(path);
    const flipped = Buffer.from(whole);
    flipped.writeUInt8(flipped.readUInt8(60) ^ 1, 60);
    // Also one whose tag is cut to four bytes, which Node would check as it is.
    for (const bytes of [
      Buffer.alloc(0),
      whole.subarray(0, 10),
      whole.subarray(0, 32),
      whole.subarray(0, -1),
      flipped,
    ]) {
      await writeFile(path, bytes);
      await expect(store.get()).rejects.toMatchObject({ name: 'ConfigError', code: 'config/invalid-option' });
    }
    const tokens = makeTokens();
    await store.set(tokens);
    expect(await store.get()).toEqual(tokens);
  });

  it('stays readable when two processes write and read it at once', async () => {
    const path = join(folder, 'at-once');
    const [one, two] = [fileTokenStore({ path, secret }), fileTokenStore({ path, secret })];
    await one.set(makeTokens());
    // Each made its own salt, and `two` learns that of the file while it writes.
    await Promise.all([two.set(makeTokens()), two.get(), one.set(makeTokens()), one.get()]);
    for (const reader of [one, two, fileTokenStore({ path, secret })]) expect(await reader.get()).toBeDefined();
  });
});
