import { NetworkError, type PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
import type { AccountLimits } from './account-limits.js';
import type { PeerTubeGateway, RemoteAccount } from './gateway.js';
import type { Health } from './health.js';

/** One PeerTube that this server publishes to, and what is known of it. */
export interface Instance {
  readonly gateway: PeerTubeGateway;
  readonly health: Health;
  readonly limits: AccountLimits;
  /** What its media is served from in place of its own origin, such as a CDN. */
  readonly mediaBaseUrl: string | undefined;
}

/** A member of the pool; the client is absent where a test has a gateway of another kind. */
export interface InstanceMember extends Instance {
  readonly client: PeerTubeClient | undefined;
  /** Share of new videos and lives; 0 takes none. */
  readonly weight: number;
  /** Takes nothing new; what it has is followed and played. */
  readonly draining: boolean;
}

/** The instances of this server. What was placed stays where it is. */
export interface Instances {
  readonly all: readonly Instance[];
  /** The one of an address; the first for one that is not configured any more. */
  of(url: string | null | undefined): Instance;
  /** Where something new goes: drawn by weight among those that are up; the first while none is. */
  choose(): Promise<Instance>;
  /** Makes something new on the chosen one, and on the next when that one is away or full. */
  place<T>(make: (instance: Instance) => Promise<T>): Promise<T>;
  /** The one whose account has a channel: an id means nothing elsewhere. */
  withChannel(channelId: number): Promise<Instance | undefined>;
  /** `down` only when none answers. */
  readonly state: 'up' | 'down' | 'unknown';
  /** What may be published at all: all channels, and the largest room. */
  readonly limits: AccountLimits;
}

/** One factory: all of it asks the same list, and the pool of the SDK that draws from it. */
export function createInstances(members: readonly InstanceMember[]): Instances {
  const [first] = members;
  if (first === undefined) throw new TypeError('A server needs a PeerTube.');
  const clients = members.flatMap(({ client, weight }) => (client === undefined ? [] : [{ client, weight }]));
  // The health of each instance says whether it is down, so the pool keeps no mark for that.
  const pool = new PeerTubePool(clients, { downMs: 0 });
  for (const { client, draining } of members) if (draining && client !== undefined) pool.drain(client.url);
  const of = (url: string | null | undefined): Instance => members.find(({ gateway }) => gateway.url === url) ?? first;

  const place: Instances['place'] = async (make) => {
    if (members.length === 1) return make(first);
    const { result } = await pool.place(async ({ url }) => {
      const instance = of(url);
      // What the last probe found counts: a request would only wait for its time-out.
      if (instance.health.current.state === 'down') throw away();
      return make(instance);
    });
    return result;
  };
  return {
    all: members,
    of,
    place,
    choose: () =>
      place(async (instance) => instance).catch((error: unknown) => {
        if (error instanceof NetworkError) return first;
        throw error;
      }),
    async withChannel(channelId) {
      for (const instance of members) {
        const account = await instance.limits.current();
        if (account?.channels.some(({ id }) => id === channelId)) return instance;
      }
      return undefined;
    },
    get state() {
      const states = members.map(({ health }) => health.current.state);
      return states.includes('up') ? 'up' : states.includes('unknown') ? 'unknown' : 'down';
    },
    limits: {
      async current() {
        const accounts = await Promise.all(members.map(({ limits }) => limits.current()));
        const known = accounts.filter((account) => account !== undefined);
        return known.length === 0 ? undefined : combined(known, known.length === accounts.length);
      },
    },
  };
}

/** What fits somewhere is taken; an instance that could not be asked may have room. */
function combined(accounts: readonly RemoteAccount[], isComplete: boolean): RemoteAccount {
  const largest = (field: 'quotaBytesLeft' | 'dailyBytesLeft') => {
    const left = accounts.map((account) => account[field]);
    const numbers = left.filter((bytes) => bytes !== null);
    return isComplete && numbers.length === left.length ? Math.max(...numbers) : null;
  };
  const channels = accounts.flatMap((account) => account.channels);
  return { channels, quotaBytesLeft: largest('quotaBytesLeft'), dailyBytesLeft: largest('dailyBytesLeft') };
}

const away = () => new NetworkError('PeerTube did not answer the last probe.', { code: 'network/unreachable' });
