import { anySignal, stoppable } from '../../../runtime/stoppable.js';
import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { PeerTubeLive, PeerTubeLiveSession, PeerTubeLiveSettings } from '../../types/live.js';
import type { PeerTubeVideoChanges } from '../../types/video.js';
import { deleteLive } from '../delete-live.js';
import { getLive } from '../get-live.js';
import { type PeerTubeLiveSeries, seriesOf } from '../get-live-series.js';
import { getLiveSessions } from '../get-live-sessions.js';
import { updateLive } from '../update-live.js';
import type { LiveStatus, WatchLiveOptions } from '../watch/live-status.js';
import { watchLive } from '../watch/watch-live.js';
import { assertNoPendingReplay } from './assert-no-pending-replay.js';
import { copyLive } from './copy-live.js';
import { deleteReplaced } from './delete-replaced.js';
import type { RotatedLive, RotateLiveKeyOptions } from './rotation-options.js';

/** What must be kept of a {@link RotatingLive} to open it again. Plain JSON, without secrets. */
export interface RotatingLiveRecord {
  /** Of the PeerTube live that it is now. */
  uuid: string;
  /** Those that it was, oldest first, with their broadcasts: PeerTube forgets them with the live. */
  earlier: { uuid: string; broadcasts: PeerTubeLiveSession[] }[];
  /** One that is replaced and still to be deleted: its key works. */
  retiring?: string;
}

/** Options of {@link openLive}. */
export interface RotatingLiveOptions extends CallOptions {
  /** Keeps the record; awaited before the old live is deleted. @defaultValue nothing is kept */
  save?: (record: RotatingLiveRecord) => Promise<void>;
}

/**
 * A live that stays one thing while its key changes. Opened by {@link openLive}.
 *
 * @example
 * ```ts
 * import { createPeerTube, openLive, type RotatingLive } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const show: RotatingLive = await openLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * await show.rotateKey();
 * console.log('now', show.uuid);
 * ```
 */
export class RotatingLive {
  readonly #peertube: PeerTube;
  readonly #save: (record: RotatingLiveRecord) => Promise<void>;
  #record: RotatingLiveRecord;
  /** Aborted when the live behind it is another one. */
  #replaced = new AbortController();
  #rotation: Promise<RotatedLive> | undefined;

  constructor(peertube: PeerTube, record: RotatingLiveRecord, { save }: RotatingLiveOptions = {}) {
    this.#peertube = peertube;
    this.#record = record;
    this.#save = save ?? (async () => undefined);
  }

  /** Of the PeerTube live that it is now; changes with each rotation. */
  get uuid(): string {
    return this.#record.uuid;
  }

  /**
   * What to keep; see {@link RotatingLiveRecord}.
   *
   * @example
   * ```ts
   * import { createPeerTube, openLive } from '@piyakast/sdk';
   *
   * const peertube = createPeerTube({ url: 'https://video.example' });
   * const show = await openLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
   * console.log(JSON.stringify(show.toJSON())); // to a database; openLive() takes it again
   * ```
   */
  toJSON(): RotatingLiveRecord {
    return structuredClone(this.#record);
  }

  /**
   * The settings and, for the owner, the address and the present key. See {@link getLive}.
   *
   * @throws {@link LiveError} `live/not-found`.
   * @example
   * ```ts
   * import { createPeerTube, openLive } from '@piyakast/sdk';
   *
   * const peertube = createPeerTube({ url: 'https://video.example' });
   * const show = await openLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
   * const { rtmpUrl, streamKey } = await show.get();
   * console.log(rtmpUrl, streamKey?.length);
   * ```
   */
  get(options?: CallOptions): Promise<PeerTubeLive> {
    return getLive(this.#peertube, this.uuid, options);
  }

  /**
   * Changes it while it waits. See {@link updateLive}.
   *
   * @throws {@link LiveError} `live/already-started`, `live/not-found`; {@link AuthError} `auth/forbidden`.
   * @example
   * ```ts
   * import { createPeerTube, openLive } from '@piyakast/sdk';
   *
   * const peertube = createPeerTube({ url: 'https://video.example' });
   * const show = await openLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
   * await show.update({ name: 'Evening show, second season', latencyMode: 'small' });
   * ```
   */
  update(changes: PeerTubeLiveSettings & PeerTubeVideoChanges, options?: CallOptions): Promise<void> {
    return updateLive(this.#peertube, this.uuid, changes, options);
  }

  /**
   * Every broadcast with its replay, those under earlier keys included.
   *
   * @throws {@link AuthError} `auth/forbidden`; {@link LiveError} `live/not-found`.
   * @example
   * ```ts
   * import { createPeerTube, openLive } from '@piyakast/sdk';
   *
   * const peertube = createPeerTube({ url: 'https://video.example' });
   * const show = await openLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
   * const { broadcasts, replays } = await show.series();
   * console.log(broadcasts.length, 'broadcasts', replays.length, 'replays');
   * ```
   */
  async series(options?: CallOptions): Promise<PeerTubeLiveSeries> {
    const present = await getLiveSessions(this.#peertube, this.uuid, options);
    return seriesOf([...this.#record.earlier.flatMap(({ broadcasts }) => broadcasts), ...present]);
  }

  /**
   * Follows it through rotations. See {@link watchLive}.
   *
   * @throws {@link HttpError} `video/not-found` before the first status, {@link LiveError} `live/not-found` later, and the
   * others of {@link watchLive}.
   * @example
   * ```ts
   * import { createPeerTube, openLive } from '@piyakast/sdk';
   *
   * const peertube = createPeerTube({ url: 'https://video.example' });
   * const show = await openLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
   * for await (const { state, viewers } of show.watch()) console.log(state, viewers);
   * ```
   */
  watch(options: WatchLiveOptions = {}): AsyncGenerator<LiveStatus, void, void> {
    const self = this;
    return stoppable(async function* (stopped) {
      for (;;) {
        const replaced = self.#replaced.signal;
        const signal = anySignal(options.signal, stopped, replaced);
        try {
          yield* watchLive(self.#peertube, self.uuid, { ...options, signal });
          return;
        } catch (error) {
          if (error !== replaced.reason) throw error;
        }
      }
    });
  }

  /**
   * Another key. Calls at the same time share one rotation. See {@link rotateLiveKey}.
   *
   * @throws {@link LiveError} as {@link rotateLiveKey}; what `save` throws, and nothing has changed then.
   * @example
   * ```ts
   * import { createPeerTube, openLive } from '@piyakast/sdk';
   *
   * const peertube = createPeerTube({ url: 'https://video.example' });
   * const show = await openLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
   * const { lost } = await show.rotateKey();
   * if (lost.includes('thumbnail')) console.log('Give the picture again.');
   * ```
   */
  rotateKey(options: RotateLiveKeyOptions = {}): Promise<RotatedLive> {
    this.#rotation ??= this.#rotate(options).finally(() => {
      this.#rotation = undefined;
    });
    return this.#rotation;
  }

  /**
   * Deletes what a rotation that was cut off left behind: a live whose key still works.
   *
   * @throws {@link AuthError} `auth/forbidden`; {@link NetworkError} while the instance is away: call it again then.
   * @example
   * ```ts
   * import { createPeerTube, openLive } from '@piyakast/sdk';
   *
   * const peertube = createPeerTube({ url: 'https://video.example' });
   * const show = await openLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
   * await show.settle();
   * ```
   */
  async settle({ signal }: CallOptions = {}): Promise<void> {
    const { retiring, ...record } = this.#record;
    if (retiring === undefined) return;
    await deleteReplaced(this.#peertube, retiring, { signal });
    await this.#save(record);
    this.#record = record;
  }

  /**
   * Deletes it; the replays of a permanent live stay.
   *
   * @throws {@link HttpError} `video/not-found`; {@link AuthError} `auth/forbidden`.
   * @example
   * ```ts
   * import { createPeerTube, openLive } from '@piyakast/sdk';
   *
   * const peertube = createPeerTube({ url: 'https://video.example' });
   * const show = await openLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
   * await show.delete();
   * ```
   */
  async delete(options?: CallOptions): Promise<void> {
    await this.settle(options);
    await deleteLive(this.#peertube, this.uuid, options);
  }

  async #rotate(options: RotateLiveKeyOptions): Promise<RotatedLive> {
    const { uuid } = this;
    await this.settle(options);
    await assertNoPendingReplay(this.#peertube, uuid, options);
    const sessions = await getLiveSessions(this.#peertube, uuid, options);
    // A broadcast on air ends with the live, and cannot be read afterwards.
    const endDate = new Date(this.#peertube.clock.now()).toISOString();
    const broadcasts = sessions.map((session) => ({ ...session, endDate: session.endDate ?? endDate }));
    const made = await copyLive(this.#peertube, uuid, options);
    const earlier = [...this.#record.earlier, { uuid, broadcasts }];
    const record = { uuid: made.uuid, earlier, retiring: uuid };
    try {
      await this.#save(record);
    } catch (error) {
      // No caller knows of it yet; a live that cannot be deleted only waits.
      await deleteReplaced(this.#peertube, made.uuid).catch(() => undefined);
      throw error;
    }
    this.#record = record;
    this.#replaced.abort();
    this.#replaced = new AbortController();
    await this.settle(options);
    return made;
  }
}
