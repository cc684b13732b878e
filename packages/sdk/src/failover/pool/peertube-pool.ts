import type { PeerTubeClient } from '../../peertube/client/peertube-client.js';
import type { CallOptions } from '../../peertube/request/call-options.js';
import { checkVideoFields } from '../../peertube/uploads/check-video-fields.js';
import { type Clock, systemClock } from '../../runtime/clock.js';
import { systemRandom } from '../../runtime/random.js';
import { toUploadSource, type UploadInput } from '../../upload/sources/upload-source.js';
import type { Upload } from '../../upload/types.js';
import { checkUploadKey, newUploadKey } from '../../upload/upload-key.js';
import type { UnconfirmedUpload, UnconfirmedUploadStore } from '../unconfirmed/unconfirmed-uploads.js';
import { checkMembers, keepCheckingMembers } from './check-members.js';
import { makeOnHealthy, readFromHome } from './choose-instance.js';
import { Placements } from './placements.js';
import { PoolMembers } from './pool-members.js';
import type { KeepCheckingOptions, PeerTubePoolOptions, PoolMember, PoolMemberStatus } from './pool-options.js';
import { PoolUpload, type PoolUploadOptions, type PoolUploadResult } from './pool-upload.js';
import { settlePool } from './settle-pool.js';

/**
 * Several PeerTube instances as one: new videos go to a healthy one by weight, reads go to where the video is, and what
 * was made is remembered.
 *
 * @example
 * ```ts
 * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
 *
 * const pool = new PeerTubePool([
 *   { client: new PeerTubeClient({ url: 'https://one.example' }), weight: 2 },
 *   new PeerTubeClient({ url: 'https://two.example' }),
 * ]);
 * const { uuid, url } = await pool.upload(new File(['…'], 'a.mp4'), { name: 'Holiday' }).done;
 * console.log(url, (await pool.read(uuid, (client) => client.videos.get(uuid))).name);
 * ```
 */
export class PeerTubePool {
  readonly #members: PoolMembers;
  readonly #placements: Placements;
  readonly #clock: Clock;
  readonly #unconfirmed: UnconfirmedUploadStore;

  constructor(members: readonly PoolMember[], options: PeerTubePoolOptions = {}) {
    const { clock = systemClock, random = systemRandom, downMs = 10_000 } = options;
    this.#placements = new Placements(options.placements ?? new Map<string, string>());
    this.#clock = clock;
    this.#unconfirmed = options.unconfirmed ?? new Map<string, UnconfirmedUpload>();
    this.#members = new PoolMembers(members, { clock, random, downMs });
  }

  /** The instances as they looked last. */
  get members(): PoolMemberStatus[] {
    return this.#members.status();
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
    this.#members.add(member);
  }

  /**
   * Takes an instance out; its videos can no longer be read there.
   *
   * @param url - Origin of the instance, as in {@link PeerTubePool.members}.
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
    this.#members.remove(url);
  }

  /**
   * Sends nothing new to an instance, or lets it take new videos again.
   *
   * @param url - Origin of the instance, as in {@link PeerTubePool.members}.
   * @throws {@link ConfigError} `config/invalid-option` when it is unknown.
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
    this.#members.mustFind(url).draining = draining;
  }

  /**
   * Changes an instance's share of new videos; 0 takes none.
   *
   * @throws {@link ConfigError} `config/invalid-option` when it is unknown.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * pool.setWeight('https://one.example', 3);
   * ```
   */
  setWeight(url: string, weight: number): void {
    this.#members.setWeight(url, weight);
  }

  /**
   * Asks every instance whether it is there, and takes those back that are.
   *
   * @throws What `signal` gives as its reason. An instance that is away is marked in the answer; {@link HttpError} for
   * one that answers something else than PeerTube.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * for (const { url, state } of await pool.check()) console.log(url, state);
   * ```
   */
  check(options: CallOptions = {}): Promise<PoolMemberStatus[]> {
    return checkMembers(this.#members, options);
  }

  /**
   * Checks now and again until the signal aborts, and settles unconfirmed uploads. Call it once when the page or process
   * starts; an instance that is away stays marked so until a round finds it.
   *
   * @throws Nothing: it resolves when the signal aborts. A failed round goes to `onError`, as the {@link PiyaError} of
   * {@link check} or {@link settle}; the next round follows.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * const stopping = new AbortController();
   * process.once('SIGTERM', () => stopping.abort());
   * await pool.keepChecking({ signal: stopping.signal, onChange: console.log, onError: console.error });
   * ```
   */
  keepChecking(options: KeepCheckingOptions): Promise<void> {
    return keepCheckingMembers(this.#members, this.#clock, () => this.settle(options), options);
  }

  /**
   * Uploads to a healthy instance, chosen by weight, and goes to the next one when that is away or full. Where the video
   * went is remembered.
   *
   * There is one video in the end. An instance that dies in the middle has bytes that are never completed, and throws them
   * away; one that had every byte may have made the video, so it is kept as unconfirmed, and {@link settle} deletes what it
   * made. A key given again goes first to where it was before.
   *
   * @throws {@link UploadError} `upload/invalid-metadata` and {@link ConfigError}, at once. {@link Upload.done} rejects
   * with {@link NetworkError} `network/unreachable` when no instance can take it, else as {@link uploadVideo}.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * const file = new File(['…'], 'holiday.mp4', { type: 'video/mp4' });
   * const { uuid, url } = await pool.upload(file, { name: 'Holiday', privacy: 'public' }).done;
   * console.log(uuid, 'is on', url);
   * ```
   */
  upload(input: UploadInput, options: PoolUploadOptions): Upload<PoolUploadResult> {
    checkVideoFields(options);
    const key = checkUploadKey(options.key ?? newUploadKey());
    const host = {
      members: this.#members,
      placements: this.#placements,
      unconfirmed: this.#unconfirmed,
      now: () => this.#clock.now(),
    };
    return new PoolUpload(host, toUploadSource(input), key, options);
  }

  /**
   * Deletes what instances made of uploads that went elsewhere; asks those that are up. Resolves with the keys of the videos
   * that are gone. {@link keepChecking} does this too.
   *
   * @throws What an instance refused, such as {@link AuthError} when there is no session there; the unconfirmed upload stays.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * const keys = await pool.settle();
   * console.log(keys.length, 'second videos are gone');
   * ```
   */
  settle({ signal }: CallOptions = {}): Promise<string[]> {
    const parts = { members: this.#members, placements: this.#placements, unconfirmed: this.#unconfirmed };
    return settlePool({ ...parts, nowMs: () => this.#clock.now() }, { signal });
  }

  /**
   * Makes something new on a healthy instance, chosen by weight; on the next one when that is away, full, or has no
   * session. What has a `uuid`, such as a live, is remembered. For an upload use {@link upload}, which makes sure
   * that there is one.
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
  place<T>(make: (client: PeerTubeClient) => Promise<T>): Promise<{ client: PeerTubeClient; result: T }> {
    return makeOnHealthy(this.#members, this.#placements, make);
  }

  /**
   * Reads a video where it is, or through any other instance that knows it while that one is away. That one's word
   * counts: while it is away, or it is unknown and one is away, "not found" of another is not believed.
   *
   * @param id - UUID: the same on every instance.
   * @throws {@link NetworkError} `network/unreachable` when who may know the video does not answer; anything else that
   * `read` throws.
   * @example
   * ```ts
   * import { PeerTubeClient, PeerTubePool } from '@piyakast/sdk';
   *
   * const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })]);
   * const uuid = '9c9de5e8-0a1e-484a-b099-e80766180a6d';
   * console.log((await pool.read(uuid, ({ videos }) => videos.get(uuid))).name);
   * ```
   */
  read<T>(id: string, read: (client: PeerTubeClient) => Promise<T>): Promise<T> {
    return readFromHome(this.#members, this.#placements, id, read);
  }

  /**
   * Remembers where a video is; {@link upload} and {@link place} do so by themselves.
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
    await this.#placements.remember(id, client);
  }

  /**
   * Where a video is, as far as it is remembered.
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
    return this.#members.find(await this.#placements.of(id))?.client;
  }
}
