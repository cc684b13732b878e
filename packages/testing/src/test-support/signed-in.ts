import { createFakeClock, type FakeClock } from '../kit/fake-clock.js';
import { createFakePeerTube } from '../peertube/create-fake-peertube.js';
import type { FakePeerTube, FakePeerTubeOptions } from '../peertube/fake-peertube.js';
import { tinyVideo } from '../peertube/media/tiny-video.js';
import { type ApiClient, createApiClient } from './api-client.js';

/** A fake on a fake clock, and clients of its first two users. */
export interface SignedIn {
  fake: FakePeerTube;
  clock: FakeClock;
  channelId: number;
  mine: ApiClient;
  other: ApiClient;
  /** Status and body of an answer to a stranger, or to a user. */
  ask(path: string, init?: RequestInit & { json?: unknown; as?: ApiClient }): Promise<Asked>;
  /** Uploads a video and lets it be transcoded. */
  publish(fields?: Record<string, unknown>): Promise<string>;
}

export interface Asked {
  status: number;
  type: string;
  body: Record<string, unknown>;
  text: string;
}

export async function signedIn(options: FakePeerTubeOptions): Promise<SignedIn> {
  const clock = createFakeClock();
  const accounts = [{ username: 'mina' }, { username: 'joon' }];
  const fake = createFakePeerTube({ clock, accounts, ...options });
  const [first, second] = fake.accounts;
  if (!first || !second) throw new Error('the fake has no two accounts');
  const mine = await createApiClient({ url: fake.url, account: first, fetch: fake.fetch });
  const other = await createApiClient({ url: fake.url, account: second, fetch: fake.fetch });
  return {
    ...{ fake, clock, mine, other, channelId: first.channelId },
    async ask(path, { as, ...init } = {}) {
      const response = await (as ?? mine).call(path, { ...init, anonymous: as === undefined });
      const text = await response.text();
      const type = response.headers.get('content-type') ?? '';
      const body = type.includes('json') && text !== '' ? (JSON.parse(text) as Asked['body']) : {};
      return { status: response.status, type, body, text };
    },
    async publish(fields) {
      const { uuid } = await mine.upload(tinyVideo(2000), fields);
      await fake.idle();
      return uuid;
    },
  };
}
