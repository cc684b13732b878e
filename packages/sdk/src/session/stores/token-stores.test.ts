import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../test-support/fake-clock.js';
import { type WebLocks, type WebStorage, webTokenStore } from './browser/web-token-store.js';
import { fileTokenStore } from './node/file-token-store.js';
import { memoryTokenStore, type SessionTokens, type TokenStore } from './token-store.js';

const random = () => crypto.randomUUID();
const makeTokens = (): SessionTokens => ({
  accessToken: random(),
  refreshToken: random(),
  expiresAtMs: 1,
  refreshExpiresAtMs: 2,
});

function fakeStorage(): WebStorage & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

/** Like the browser's: one holder for each name. */
function fakeLocks(): WebLocks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request<T>(name: string, _options: Parameters<WebLocks['request']>[1], task: () => Promise<T>): Promise<T> {
      const next = (tails.get(name) ?? Promise.resolve()).then(task);
      tails.set(
        name,
        next.catch(() => undefined),
      );
      return next;
    },
  };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'piyakast-'));
});
afterAll(() => rm(folder, { recursive: true }));

const secret = random();
const makers: [string, () => TokenStore][] = [
  ['memoryTokenStore()', memoryTokenStore],
  ['webTokenStore()', () => webTokenStore({ storage: fakeStorage(), locks: fakeLocks() })],
  ['fileTokenStore()', () => fileTokenStore({ path: join(folder, random(), 'session'), secret })],
];

describe.each(makers)('%s', (_name, make) => {
  it('keeps, replaces and forgets tokens', async () => {
    const store = make();
    expect(await store.get()).toBeUndefined();
    await store.set(makeTokens());
    const tokens = makeTokens();
    await store.set(tokens);
    expect(await store.get()).toEqual(tokens);
    await store.delete();
    await store.delete();
    expect(await store.get()).toBeUndefined();
  });
});

describe('webTokenStore() in two tabs', () => {
  it('sees in the lock what the other tab stored, though a write arrives after the lock (promise 40)', async () => {
    const clock = createFakeClock();
    const held: { name: string }[] = [];
    const locks = {
      ...fakeLocks(),
      query: async () => ({ held }),
    };
    const request = locks.request;
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

describe.each(makers.slice(1))('%s, shared', (_name, make) => {
  it('counts the refreshes of all who share it', async () => {
    const store = make();
    expect(await store.refreshes?.()).toEqual([]);
    expect(await store.refreshes?.([1_800_000_000_000, 1_800_000_000_001])).toHaveLength(2);
    await store.delete();
    expect(await store.refreshes?.()).toEqual([1_800_000_000_000, 1_800_000_000_001]);
  });

  it('lets one holder run at a time, also after a failure', async () => {
    const store = make();
    let running = 0;
    let most = 0;
    const task = async (fails: boolean) => {
      running += 1;
      most = Math.max(most, running);
      await store.set(makeTokens());
      running -= 1;
      if (fails) throw new Error('failed');
    };
    const all = [true, false, false, true, false].map((fails) => store.lock?.(() => task(fails)));
    const results = await Promise.allSettled(all);
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(most).toBe(1);
  });
});

describe('webTokenStore()', () => {
  it('takes damaged contents for signed out', async () => {
    const storage = fakeStorage();
    const store = webTokenStore({ storage });
    for (const damaged of ['', 'not json', '{}', 'null', '{"accessToken":1}']) {
      storage.items.set('piyakast.session', damaged);
      expect(await store.get()).toBeUndefined();
    }
  });
});

describe('fileTokenStore() (promise 47)', () => {
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

  it('leaves the lock to a living process of another machine or container, whose number says nothing here', async () => {
    const path = join(folder, 'elsewhere');
    await writeFile(`${path}.lock`, '9999999 another-host x');
    const taken = fileTokenStore({ path, secret }).lock?.(async () => 'done', AbortSignal.timeout(300));
    await expect(taken).rejects.toHaveProperty('name', 'TimeoutError');
  });

  it('takes over the lock of a process that died', async () => {
    const path = join(folder, 'stale');
    // No process has this number: the kernel's largest is 4,194,304.
    await writeFile(`${path}.lock`, `9999999 ${hostname()} x`);
    expect(await fileTokenStore({ path, secret }).lock?.(async () => 'done')).toBe('done');
  });

  it('takes over, soon, the lock of a process that died before it could say who it was', async () => {
    const path = join(folder, 'unmarked');
    await writeFile(`${path}.lock`, '');
    const began = Date.now();
    expect(await fileTokenStore({ path, secret }).lock?.(async () => 'done')).toBe('done');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('leaves the lock to a process that is about to say who it is', async () => {
    const path = join(folder, 'fresh');
    await writeFile(`${path}.lock`, '');
    const impatient = AbortSignal.timeout(300);
    const taken = fileTokenStore({ path, secret }).lock?.(async () => 'done', impatient);
    await expect(taken).rejects.toHaveProperty('name', 'TimeoutError');
  });
});
