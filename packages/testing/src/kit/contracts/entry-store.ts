import { assertEqual, HOSTILE_KEYS, type TestApi, UPLOAD_KEYS } from './test-api.js';

/** The shape of a store of unconfirmed uploads: a `Map`, or one that survives the process. */
export interface EntryStoreShape<Entry> {
  entries(): Iterable<[id: string, entry: Entry]> | Promise<Iterable<[id: string, entry: Entry]>>;
  set(id: string, entry: Entry): unknown;
  delete(id: string): unknown;
}

export interface EntryStoreContract<Entry> {
  /** An empty store. */
  make(): EntryStoreShape<Entry> | Promise<EntryStoreShape<Entry>>;
  /** Another view of the same store, as after a restart. Absent for a store that lives as long as its object. */
  reopen?(store: EntryStoreShape<Entry>): EntryStoreShape<Entry> | Promise<EntryStoreShape<Entry>>;
  /** A valid entry, different for each number. */
  entry(number: number): Entry;
}

/** What every store of unconfirmed uploads does. */
export function describeEntryStoreContract<Entry>(
  name: string,
  { make, reopen, entry }: EntryStoreContract<Entry>,
  { describe, it }: TestApi,
): void {
  const contentOf = async (store: EntryStoreShape<Entry>) => Object.fromEntries([...(await store.entries())].sort());

  const ids = [...UPLOAD_KEYS, ...HOSTILE_KEYS];

  describe(`${name} as a store of entries`, () => {
    it('lists what was set last under each id', async () => {
      const store = await make();
      assertEqual(await contentOf(store), {}, 'an empty store');
      await store.set('one', entry(1));
      await store.set('two', entry(2));
      await store.set('one', entry(3));
      assertEqual(await contentOf(store), { one: entry(3), two: entry(2) }, 'two entries');
    });

    it('deletes one entry and no other, also one that is not there', async () => {
      const store = await make();
      await store.set('one', entry(1));
      await store.set('two', entry(2));
      await store.delete('one');
      await store.delete('one');
      assertEqual(await contentOf(store), { two: entry(2) }, 'the other entry');
    });

    it('keeps hostile ids apart', async () => {
      const store = await make();
      for (const [number, id] of ids.entries()) await store.set(id, entry(number));
      const found = new Map(await store.entries());
      assertEqual([...found.keys()].sort(), [...ids].sort(), 'ids');
      for (const [number, id] of ids.entries()) assertEqual(found.get(id), entry(number), JSON.stringify(id));
      for (const id of ids) await store.delete(id);
      assertEqual(await contentOf(store), {}, 'after deleting all');
    });

    if (!reopen) return;
    it('has its entries after it is opened again', async () => {
      const store = await make();
      await store.set('one', entry(1));
      assertEqual(await contentOf(await reopen(store)), { one: entry(1) }, 'after reopening');
    });
  });
}
