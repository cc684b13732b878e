import { NetworkError } from '../errors/network-error.js';
import { isPiyaError } from '../errors/piya-error.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import { type Random, systemRandom } from '../runtime/random.js';
import type { CallOptions } from './call-options.js';
import type { PeerTubeClient } from './peertube-client.js';

/** A client, or a client with its share of new videos; {@link PeerTubePool} takes it. */
export type PoolMember = PeerTubeClient | { client: PeerTubeClient; weight?: number };

/** How one instance of a pool is. */
export interface PoolMemberStatus {
  url: string;
  /** `down` while it is left alone after a failure. */
  state: 'up' | 'down';
  /** Share of new videos; 0 takes none. */
  weight: number;
  /** Takes nothing new; what it has is still read. */
  draining: boolean;
}

/**
 * Remembers which instance a video is on; a `Map` is one, a database another.
 *
 * @example
 * ```ts
 * import { PeerTubeClient, PeerTubePool, type PlacementStore } from '@piyakast/sdk';
 *
 * const table = new Map<string, string>();
 * const placements: PlacementStore = {
 *   // Awaited: a query to a database fits here.
 *   get: async (id) => table.get(id),
 *   set: async (id, url) => void table.set(id, url),
 * };
 * export const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })], { placements });
 * ```
 */
export interface PlacementStore {
  /** Origin of the instance of a video; `undefined` when it is not known. */
  get(id: string): string | undefined | Promise<string | undefined>;
  /** Remembers the origin of the instance of a video; a promise returned is waited for. */
  set(id: string, url: string): unknown;
}

/** Options of {@link PeerTubePool}. */
export interface PeerTubePoolOptions {
  /**
   * Remembers which instance a video is on; bring one that survives a restart. @defaultValue a `Map`
   *
   * @defaultValue a `Map`
   */
  placements?: PlacementStore;
  /** How long an instance that failed is left alone, in milliseconds. @defaultValue 10,000 */
  downMs?: number;
  /** The time that `downMs` goes by. @defaultValue the real time */
  clock?: Clock;
  /** Draws the instance of a new video. @defaultValue `Math.random` */
  random?: Random;
}

interface Member {
  client: PeerTubeClient;
  weight: number;
  draining: boolean;
  downUntilMs: number;
}

/**
 * Several PeerTube instances as one: new videos go to a healthy one by weight, reads go to where the video is.
 *
 * @example
 * ```ts
 * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
 *
 * const pool = new PeerTubePool([
 *   { client: new PeerTubeClient({ url: 'https://one.example' }), weight: 2 },
 *   new PeerTubeClient({ url: 'https://two.example' }),
 * ]);
 * const { client } = await pool.place((candidate) => candidate.ping());
 * console.log(client.url);
 * ```
 */
export class PeerTubePool {
  readonly #members: Member[];
  readonly #placements: PlacementStore;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #downMs: number;

  constructor(members: readonly PoolMember[], options: PeerTubePoolOptions = {}) {
    this.#placements = options.placements ?? new Map<string, string>();
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? systemRandom;
    this.#downMs = options.downMs ?? 10_000;
    this.#members = [];
    for (const member of members) this.add(member);
  }

  /** The instances as they looked last. */
  get members(): PoolMemberStatus[] {
    return this.#members.map((member) => ({
      url: member.client.url,
      state: this.#isUp(member) ? 'up' : 'down',
      weight: member.weight,
      draining: member.draining,
    }));
  }

  /**
   * Adds an instance, or replaces the one of the same address.
   *
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * // Reads only: it has the old videos and takes no new ones.
   * pool.add({ client: new PeerTubeClient({ url: 'https://archive.example' }), weight: 0 });
   * ```
   */
  add(member: PoolMember): void {
    const given: { client: PeerTubeClient; weight?: number } = 'client' in member ? member : { client: member };
    const { client, weight = 1 } = given;
    this.remove(client.url);
    this.#members.push({ client, weight, draining: false, downUntilMs: 0 });
  }

  /**
   * Takes an instance out; its videos can no longer be read through the pool.
   *
   * @param url - Origin of the instance, as {@link PeerTubePool.members} tells it.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * pool.remove('https://one.example');
   * console.log(pool.members.length); // 0
   * ```
   */
  remove(url: string): void {
    const index = this.#members.findIndex(({ client }) => client.url === url);
    if (index >= 0) this.#members.splice(index, 1);
  }

  /**
   * Sends nothing new to an instance, or lets it take new videos again.
   *
   * @param url - Origin of the instance, as {@link PeerTubePool.members} tells it.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * pool.drain('https://one.example'); // before its maintenance
   * pool.drain('https://one.example', false); // after it
   * ```
   */
  drain(url: string, draining = true): void {
    for (const member of this.#members) if (member.client.url === url) member.draining = draining;
  }

  /**
   * Asks every instance whether it is there, and takes those back that are.
   *
   * @throws What `signal` gives as its reason. An instance that is away is told in the answer; {@link HttpError} for
   * one that answers something else than PeerTube.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * for (const { url, state } of await pool.check()) console.log(url, state);
   * ```
   */
  async check({ signal }: CallOptions = {}): Promise<PoolMemberStatus[]> {
    await Promise.all(
      this.#members.map(async (member) => {
        try {
          await member.client.ping({ signal });
          member.downUntilMs = 0;
        } catch (error) {
          if (!isUnavailable(error)) throw error;
          this.#markDown(member);
        }
      }),
    );
    return this.members;
  }

  /**
   * Makes something new on a healthy instance, chosen by weight; on the next one when that is away. Tell the pool where
   * a video went with {@link remember}.
   *
   * @throws {@link NetworkError} `network/unreachable` when no instance can take it; anything else that `make` throws.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * const file = new File(['…'], 'holiday.mp4');
   * const { client, result } = await pool.place(({ uploads }) => uploads.upload(file, { name: 'Holiday' }).done);
   * await pool.remember(result.uuid, client);
   * ```
   */
  async place<T>(make: (client: PeerTubeClient) => Promise<T>): Promise<{ client: PeerTubeClient; result: T }> {
    const candidates = this.#members.filter((member) => !member.draining && member.weight > 0 && this.#isUp(member));
    return this.#first(this.#shuffled(candidates), make);
  }

  /**
   * Reads a video where it is, or through any other instance that knows it while that one is away.
   *
   * @param id - UUID: the same on every instance.
   * @throws {@link NetworkError} `network/unreachable` when no instance answers; anything else that `read` throws.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * const uuid = '9c9de5e8-0a1e-484a-b099-e80766180a6d';
   * console.log((await pool.read(uuid, ({ videos }) => videos.get(uuid))).name);
   * ```
   */
  async read<T>(id: string, read: (client: PeerTubeClient) => Promise<T>): Promise<T> {
    const home = await this.#placements.get(id);
    const isHome = ({ client }: Member): boolean => client.url === home;
    const others = this.#shuffled(this.#members.filter((member) => !isHome(member)));
    const order = [...this.#members.filter(isHome), ...others];
    const up = order.filter((member) => this.#isUp(member));
    const { result } = await this.#first(up.length > 0 ? up : order, read);
    return result;
  }

  /**
   * Remembers where a video is.
   *
   * @throws What the store of placements throws.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const client = new PeerTubeClient({ url: 'https://one.example' });
   * const pool = new PeerTubePool([client]);
   * await pool.remember('9c9de5e8-0a1e-484a-b099-e80766180a6d', client);
   * ```
   */
  async remember(id: string, client: PeerTubeClient): Promise<void> {
    await this.#placements.set(id, client.url);
  }

  /**
   * Where a video is, as far as the pool was told.
   *
   * @throws What the store of placements throws.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * const client = await pool.clientOf('9c9de5e8-0a1e-484a-b099-e80766180a6d');
   * // Changes go to the one instance that has the video.
   * await client?.videos.update('9c9de5e8-0a1e-484a-b099-e80766180a6d', { name: 'A better title' });
   * ```
   */
  async clientOf(id: string): Promise<PeerTubeClient | undefined> {
    const home = await this.#placements.get(id);
    return this.#members.find(({ client }) => client.url === home)?.client;
  }

  async #first<T>(
    candidates: readonly Member[],
    work: (client: PeerTubeClient) => Promise<T>,
  ): Promise<{ client: PeerTubeClient; result: T }> {
    const errors: unknown[] = [];
    for (const member of candidates) {
      try {
        const result = await work(member.client);
        member.downUntilMs = 0;
        return { client: member.client, result };
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        this.#markDown(member);
        errors.push(error);
      }
    }
    throw new NetworkError('No PeerTube instance of the pool can do this now. Try again later, or add an instance.', {
      code: 'network/unreachable',
      retryable: true,
      cause: new AggregateError(errors),
    });
  }

  /** In the order of a draw in which each has as many tickets as its weight. */
  #shuffled(members: readonly Member[]): Member[] {
    return members
      .map((member) => ({ member, rank: this.#random() ** (1 / Math.max(member.weight, Number.EPSILON)) }))
      .sort((a, b) => b.rank - a.rank)
      .map(({ member }) => member);
  }

  #isUp(member: Member): boolean {
    return this.#clock.now() >= member.downUntilMs;
  }

  #markDown(member: Member): void {
    member.downUntilMs = this.#clock.now() + this.#downMs;
  }
}

/** Says something of the instance, not of the request. */
function isUnavailable(error: unknown): boolean {
  return isPiyaError(error) && (error.code.startsWith('network/') || (error.status !== undefined && error.retryable));
}
