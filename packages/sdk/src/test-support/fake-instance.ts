import { createFakePeerTube, type FakePeerTube, type FakePeerTubeOptions } from '@piyakast/testing';
import { createFakeClock, type FakeClock } from '@piyakast/testing/kit';
import { PeerTubeClient } from '../peertube/client/peertube-client.js';
import type { PeerTubeOptions } from '../peertube/request/create-peertube.js';
import type { FetchLike } from '../runtime/fetch.js';

/** A fake PeerTube, a clock for both sides, and what was asked. */
export interface FakeInstance {
  fake: FakePeerTube;
  clock: FakeClock;
  fetch: FetchLike;
  /** `METHOD /path` of every request so far. */
  asked(): string[];
  client(options?: Partial<PeerTubeOptions>): PeerTubeClient;
  /** A client that the first account is signed in on. */
  signedIn(options?: Partial<PeerTubeOptions>): Promise<PeerTubeClient>;
}

export function fakeInstance(options: FakePeerTubeOptions = {}): FakeInstance {
  const clock = createFakeClock();
  const rateLimit = { api: { max: 10_000, windowMs: 10_000 }, login: { max: 1_000, windowMs: 300_000 } };
  const fake = createFakePeerTube({
    clock,
    random: () => Math.random(),
    ...options,
    features: { rateLimit, ...options.features },
  });
  const fetch: FetchLike = async (input, init) => {
    const response = await fake.fetch(new Request(input, init));
    if (response.type === 'error') throw new TypeError('fetch failed');
    return response;
  };
  const client = (given: Partial<PeerTubeOptions> = {}): PeerTubeClient =>
    new PeerTubeClient({ url: fake.url, clock, fetch, ...given });
  return {
    fake,
    clock,
    fetch,
    client,
    asked: () => fake.log.since().map(({ method, path }) => `${method} ${path}`),
    async signedIn(given) {
      const signed = client(given);
      await signed.auth.signIn(credentialsOf(fake));
      return signed;
    },
  };
}

/** The first account's user name and password. */
export function credentialsOf(fake: FakePeerTube): { username: string; password: string } {
  const [account] = fake.accounts;
  if (account === undefined) throw new Error('the fake has no account');
  return { username: account.username, password: account.password };
}
