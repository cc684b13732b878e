import { assert, assertEqual, rejectionOf, type TestApi } from './test-api.js';

/** The shape of the SDK's `SessionTokens`. */
export interface TokensShape {
  accessToken: string;
  refreshToken: string;
  expiresAtMs: number;
  refreshExpiresAtMs: number;
}

/** The shape of the SDK's `TokenStore`. */
export interface TokenStoreShape {
  get(): Promise<TokensShape | undefined>;
  set(tokens: TokensShape): Promise<void>;
  delete(): Promise<void>;
  lock?: (<T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>) | undefined;
}

export interface TokenStoreContract {
  /** An empty store. */
  make(): TokenStoreShape | Promise<TokenStoreShape>;
  /** Another view of the same store: a second tab or process. Absent for a store that only one holder has. */
  reopen?(store: TokenStoreShape): TokenStoreShape | Promise<TokenStoreShape>;
}

let made = 0;

function makeTokens(): TokensShape {
  made += 1;
  return { accessToken: `access-${made}`, refreshToken: `refresh-${made}`, expiresAtMs: 1, refreshExpiresAtMs: 2 };
}

/** What every store of session tokens does. */
export function describeTokenStoreContract(name: string, { make, reopen }: TokenStoreContract, api: TestApi): void {
  const { describe, it } = api;
  describe(`${name} as a token store`, () => {
    it('is empty at first', async () => {
      assertEqual(await (await make()).get(), undefined, 'get()');
    });

    it('gives back the tokens that were set last', async () => {
      const store = await make();
      await store.set(makeTokens());
      const tokens = makeTokens();
      await store.set(tokens);
      assertEqual(await store.get(), tokens, 'get()');
    });

    it('deletes, also when there is nothing to delete', async () => {
      const store = await make();
      await store.delete();
      await store.set(makeTokens());
      await store.delete();
      await store.delete();
      assertEqual(await store.get(), undefined, 'get()');
    });

    it('locks: one task at a time, its result and its error passed on', async () => {
      const store = await make();
      if (!store.lock) return;
      await exclusive(store, store);
    });

    if (!reopen) return;

    it('shows another holder what was set and deleted', async () => {
      const store = await make();
      const other = await reopen(store);
      const tokens = makeTokens();
      await store.set(tokens);
      assertEqual(await other.get(), tokens, 'get() of the other holder');
      await other.delete();
      assertEqual(await store.get(), undefined, 'get()');
    });

    it('locks out another holder', async () => {
      const store = await make();
      if (!store.lock) return;
      await exclusive(store, await reopen(store));
    });
  });
}

async function exclusive(one: TokenStoreShape, other: TokenStoreShape): Promise<void> {
  let inside = 0;
  let most = 0;
  const task = (result: string) => async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
    if (result === 'fails') throw new Error(result);
    return result;
  };
  const lock = (store: TokenStoreShape, result: string) => {
    if (!store.lock) throw new Error('one holder has a lock, the other has none');
    return store.lock(task(result));
  };
  const failing = rejectionOf(lock(other, 'fails'), 'a task that fails');
  const results = await Promise.all([lock(one, 'first'), lock(other, 'second'), lock(one, 'third')]);
  assertEqual(results, ['first', 'second', 'third'], 'results of the tasks');
  assertEqual((await failing) instanceof Error, true, 'the error of the task that fails');
  assert(most === 1, `expected one task at a time, got ${most}`);
}
