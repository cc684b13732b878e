import { assertEqual, HOSTILE_KEYS, type TestApi, UPLOAD_KEYS } from './test-api.js';

/** What the contract reads of the SDK's `UploadRecord`. */
export interface RecordShape {
  key: string;
  protocol: string;
  server: string;
  uploadUrl: string;
  sizeBytes: number;
  name: string;
  createdAtMs: number;
  fingerprint?: string;
  finishingSinceMs?: number;
}

/** The shape of the SDK's `UploadRecordStore`. */
export interface RecordStoreShape {
  get(key: string): Promise<RecordShape | undefined>;
  set(record: RecordShape): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface RecordStoreContract {
  /** An empty store. */
  make(): RecordStoreShape | Promise<RecordStoreShape>;
  /** Another view of the same store, as after a restart. Absent for a store that lives as long as its object. */
  reopen?(store: RecordStoreShape): RecordStoreShape | Promise<RecordStoreShape>;
}

const recordOf = (key: string): RecordShape => ({
  key,
  protocol: 'peertube',
  server: 'https://video.example',
  uploadUrl: 'https://video.example/u?upload_id=1',
  sizeBytes: 5,
  name: '한글 ".mp4',
  createdAtMs: 1,
});

/** What every store of upload records does. Long, as a list of tests is. */
export function describeRecordStoreContract(
  name: string,
  { make, reopen }: RecordStoreContract,
  { describe, it }: TestApi,
): void {
  describe(`${name} as a record store`, () => {
    it('gives back the record that was set last', async () => {
      const store = await make();
      assertEqual(await store.get('one'), undefined, 'get() before set()');
      await store.set(recordOf('one'));
      const record = { ...recordOf('one'), finishingSinceMs: 2, fingerprint: 'f' };
      await store.set(record);
      assertEqual(await store.get('one'), record, 'get() after two set()');
    });

    it('is not changed by a change of the object that was given to it', async () => {
      const store = await make();
      const record = recordOf('one');
      await store.set(record);
      record.uploadUrl = 'https://other.example/';
      assertEqual(await store.get('one'), recordOf('one'), 'get()');
    });

    it('deletes one record and no other, also one that is not there', async () => {
      const store = await make();
      await store.set(recordOf('one'));
      await store.set(recordOf('two'));
      await store.delete('one');
      await store.delete('one');
      assertEqual(await store.get('one'), undefined, 'the deleted record');
      assertEqual(await store.get('two'), recordOf('two'), 'the other record');
    });

    it('keeps upload keys apart', async () => {
      const keys = UPLOAD_KEYS;
      const store = await make();
      for (const key of keys) assertEqual(await store.get(key), undefined, `get('${key}') of an empty store`);
      for (const key of keys) await store.set(recordOf(key));
      for (const key of keys) assertEqual(await store.get(key), recordOf(key), `get('${key}')`);
      for (const [index, key] of keys.entries()) {
        await store.delete(key);
        for (const gone of keys.slice(0, index + 1)) assertEqual(await store.get(gone), undefined, `deleted ${gone}`);
        for (const left of keys.slice(index + 1)) assertEqual(await store.get(left), recordOf(left), `left ${left}`);
      }
    });

    it('keeps or refuses a key that is no upload key, and never takes it for another', async () => {
      const store = await make();
      await store.set(recordOf('one'));
      const kept: string[] = [];
      for (const key of HOSTILE_KEYS) {
        try {
          await store.set(recordOf(key));
          kept.push(key);
        } catch {
          // Refused: as right as keeping it.
        }
      }
      for (const key of ['one', ...kept]) assertEqual(await store.get(key), recordOf(key), JSON.stringify(key));
      for (const key of kept) await store.delete(key);
      assertEqual(await store.get('one'), recordOf('one'), 'the record beside them');
    });

    it('takes many writes at once, and loses none', async () => {
      const store = await make();
      const many = Array.from({ length: 20 }, (_, number) => `key-${number}`);
      await Promise.all(many.map((key) => store.set(recordOf(key))));
      for (const key of many) assertEqual(await store.get(key), recordOf(key), key);
    });

    if (!reopen) return;
    it('has its records after it is opened again', async () => {
      const store = await make();
      await store.set(recordOf('one'));
      assertEqual(await (await reopen(store)).get('one'), recordOf('one'), 'get() after reopening');
    });
  });
}
