import { assert, assertEqual, type TestApi } from './test-api.js';

/** What the contract reads of the SDK's `StoredUpload`. */
export interface StoredShape {
  key: string;
  store: string;
  id: string;
  name: string;
  sizeBytes: number;
  storedAtMs: number;
}

/** The part of the SDK's `FallbackStore` that the contract uses; `Source` is its `UploadSource`. */
export interface FallbackStoreShape<Source> {
  readonly name: string;
  store(source: Source, fields: { name: string }, options: { key: string }): { readonly done: Promise<StoredShape> };
  find?(key: string): Promise<StoredShape | undefined>;
  pending(): Promise<StoredShape[]>;
  open?(stored: StoredShape): Promise<{ source: Source; fields: { name?: string } }>;
  remove?(stored: StoredShape): Promise<void>;
}

export interface FallbackStoreContract<Source> {
  /** An empty store. */
  make(): FallbackStoreShape<Source> | Promise<FallbackStoreShape<Source>>;
  /** Another view of the same store, as after a restart. */
  reopen?(store: FallbackStoreShape<Source>): FallbackStoreShape<Source> | Promise<FallbackStoreShape<Source>>;
  /** A file of these bytes as a source. */
  source(bytes: Uint8Array<ArrayBuffer>, name: string): Source;
  /** All bytes of a source; closes it. */
  bytesOf(source: Source): Promise<Uint8Array>;
}

/** What every place does that keeps files while PeerTube cannot take them. Long, as a list of tests is. */
export function describeFallbackStoreContract<Source>(
  name: string,
  contract: FallbackStoreContract<Source>,
  { describe, it }: TestApi,
): void {
  const { make, reopen, source, bytesOf } = contract;
  const file = (seed: number, size = 3000) => Uint8Array.from({ length: size }, (_, index) => (index * seed) % 251);
  const keep = (store: FallbackStoreShape<Source>, key: string, bytes = file(1), title = 'A clip') =>
    store.store(source(bytes, 'clip.mp4'), { name: title }, { key }).done;

  describe(`${name} as a fallback store`, () => {
    it('says what it keeps: key, store, title and size', async () => {
      const store = await make();
      assertEqual(await store.pending(), [], 'pending() of an empty store');
      const stored = await keep(store, 'one', file(1), '한글 "제목"');
      const { key, store: keptBy, name: title, sizeBytes } = stored;
      assertEqual(
        { key, keptBy, title, sizeBytes },
        { key: 'one', keptBy: store.name, title: '한글 "제목"', sizeBytes: 3000 },
        'stored',
      );
      assertEqual(await store.pending(), [stored], 'pending()');
      if (store.find) assertEqual(await store.find('one'), stored, 'find()');
    });

    it('stores a key once', async () => {
      const store = await make();
      const first = await keep(store, 'one');
      assertEqual(await keep(store, 'one'), first, 'the second store()');
      assertEqual(await store.pending(), [first], 'pending()');
    });

    it('finds nothing under a key that it was never given', async () => {
      const store = await make();
      await keep(store, 'one');
      assertEqual(await store.find?.('two'), undefined, 'find()');
      assertEqual(await store.find?.('constructor'), undefined, 'find() of a hostile key');
    });

    it('lists the oldest first, and keeps files apart', async () => {
      const store = await make();
      for (const [index, key] of ['b', 'a', 'c'].entries()) {
        await keep(store, key, file(index + 1));
        await new Promise((resolve) => setTimeout(resolve, 3)); // Their times differ.
      }
      const pending = await store.pending();
      assertEqual(
        pending.map(({ key }) => key),
        ['b', 'a', 'c'],
        'keys',
      );
      if (!store.open) return;
      for (const [index, stored] of pending.entries()) {
        const opened = await store.open(stored);
        assertEqual(opened.fields.name, 'A clip', 'title');
        assertSameBytes(await bytesOf(opened.source), file(index + 1), stored.key);
      }
    });

    it('removes one file and no other', async () => {
      const store = await make();
      if (!store.remove) return;
      const one = await keep(store, 'one');
      const two = await keep(store, 'two', file(2));
      await store.remove(one);
      assertEqual(await store.pending(), [two], 'pending()');
      assertEqual(await store.find?.('one'), undefined, 'find()');
    });

    if (!reopen) return;
    it('has its files after it is opened again', async () => {
      const store = await make();
      const stored = await keep(store, 'one', file(7));
      const again = await reopen(store);
      assertEqual(await again.pending(), [stored], 'pending() after reopening');
      if (again.open) assertSameBytes(await bytesOf((await again.open(stored)).source), file(7), 'the file');
    });
  });
}

function assertSameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  assertEqual(actual.length, expected.length, `bytes of ${what}`);
  assert(
    actual.every((byte, index) => byte === expected[index]),
    `${what}: other bytes`,
  );
}
