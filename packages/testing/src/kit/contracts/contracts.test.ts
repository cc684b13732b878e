import { describe, expect, it } from 'vitest';
import { describeDatabaseContract } from './database.js';
import { describeEntryStoreContract, type EntryStoreShape } from './entry-store.js';
import { describeFallbackStoreContract, type FallbackStoreShape, type StoredShape } from './fallback-store.js';
import { describeRecordStoreContract, type RecordShape, type RecordStoreShape } from './record-store.js';
import type { TestApi } from './test-api.js';
import { describeTokenStoreContract, type TokenStoreShape, type TokensShape } from './token-store.js';

/** Runs a suite apart from this one. @returns The names of its tests that fail. */
async function failuresOf(declare: (api: TestApi) => void): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = [];
  declare({ describe: (_, body) => body(), it: (name, body) => void tests.push([name, body]) });
  expect(tests.length).toBeGreaterThan(2);
  const failed: string[] = [];
  for (const [name, body] of tests) await body().catch(() => failed.push(name));
  return failed;
}

function tokenStore(flaw?: 'no lock' | 'never deletes'): TokenStoreShape {
  let tokens: TokensShape | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    get: async () => tokens,
    async set(next) {
      tokens = next;
    },
    async delete() {
      if (flaw !== 'never deletes') tokens = undefined;
    },
    lock(task) {
      if (flaw === 'no lock') return task();
      const work = last.then(task, task);
      last = work;
      return work;
    },
  };
}

describe('describeTokenStoreContract()', () => {
  const run = (make: () => TokenStoreShape) =>
    failuresOf((api) => describeTokenStoreContract('a store', { make, reopen: (store) => store }, api));

  it('passes a right store, and fails one without a lock or that never deletes', async () => {
    expect(await run(tokenStore)).toEqual([]);
    expect(await run(() => tokenStore('no lock'))).toEqual([
      'locks: one task at a time, its result and its error passed on',
      'locks out another holder',
    ]);
    expect(await run(() => tokenStore('never deletes'))).toContain('deletes, also when there is nothing to delete');
  });
});

function recordStore(keyOf: (key: string) => string, copies = true): RecordStoreShape {
  const records = new Map<string, RecordShape>();
  const copied = (record: RecordShape) => (copies ? { ...record } : record);
  return {
    get: async (key) => records.get(keyOf(key)),
    async set(record) {
      records.set(keyOf(record.key), copied(record));
    },
    async delete(key) {
      records.delete(keyOf(key));
    },
  };
}

describe('describeRecordStoreContract()', () => {
  const run = (make: () => RecordStoreShape) =>
    failuresOf((api) => describeRecordStoreContract('a store', { make, reopen: (store) => store }, api));

  it('passes a right store, and fails one that mixes up keys or shares its objects', async () => {
    expect(await run(() => recordStore((key) => key))).toEqual([]);
    expect(await run(() => recordStore((key) => key.replaceAll(/[^\w]/g, '_')))).toEqual([
      'keeps upload keys apart',
      'keeps or refuses a key that is no upload key, and never takes it for another',
    ]);
    expect(await run(() => recordStore((key) => key, false))).toEqual([
      'is not changed by a change of the object that was given to it',
    ]);
  });
});

describe('describeEntryStoreContract()', () => {
  const run = (make: () => EntryStoreShape<number>) =>
    failuresOf((api) =>
      describeEntryStoreContract('a store', { make, reopen: (store) => store, entry: (number) => number }, api),
    );

  it('passes a Map, and fails one that never deletes', async () => {
    expect(await run(() => new Map())).toEqual([]);
    expect(await run(() => Object.assign(new Map<string, number>(), { delete: () => false }))).toHaveLength(2);
  });
});

function fallbackStore(flaw?: 'newest first' | 'other bytes'): FallbackStoreShape<Uint8Array> {
  const kept: { stored: StoredShape; bytes: Uint8Array; title: string }[] = [];
  const entry = (key: string) => kept.find(({ stored }) => stored.key === key);
  return {
    name: 'memory',
    store: (bytes, fields, { key }) => ({
      done: (async () => {
        const before = entry(key);
        if (before) return before.stored;
        const stored = {
          ...{ key, store: 'memory', id: key, name: fields.name },
          sizeBytes: bytes.length,
          storedAtMs: Date.now(),
        };
        kept.push({ stored, bytes, title: fields.name });
        return stored;
      })(),
    }),
    find: async (key) => entry(key)?.stored,
    async pending() {
      const all = kept.map(({ stored }) => stored);
      return flaw === 'newest first' ? all.reverse() : all;
    },
    async open({ key }) {
      const found = entry(key);
      if (!found) throw new Error(`nothing is kept under ${key}`);
      const source = flaw === 'other bytes' ? found.bytes.map((byte) => byte ^ 1) : found.bytes;
      return { source, fields: { name: found.title } };
    },
    async remove({ key }) {
      kept.splice(0, kept.length, ...kept.filter(({ stored }) => stored.key !== key));
    },
  };
}

describe('describeFallbackStoreContract()', () => {
  const run = (make: () => FallbackStoreShape<Uint8Array>) =>
    failuresOf((api) =>
      describeFallbackStoreContract(
        'a store',
        { make, reopen: (store) => store, source: (bytes) => bytes, bytesOf: async (source) => source },
        api,
      ),
    );

  it('passes a right store, and fails one with another order or other bytes', async () => {
    expect(await run(() => fallbackStore())).toEqual([]);
    expect(await run(() => fallbackStore('newest first'))).toEqual(['lists the oldest first, and keeps files apart']);
    expect(await run(() => fallbackStore('other bytes'))).toEqual([
      'lists the oldest first, and keeps files apart',
      'has its files after it is opened again',
    ]);
  });
});

describe('describeDatabaseContract()', () => {
  it('fails a database that runs nothing', async () => {
    const database = { script: async () => undefined, listen: async () => async () => undefined };
    const failed = await failuresOf((api) =>
      describeDatabaseContract('a database', { open: () => database, query: async () => [] }, api),
    );
    expect(failed).toHaveLength(3);
  });
});
