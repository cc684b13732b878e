import { anySignal, stoppable } from '../runtime/stoppable.js';
import type { CallOptions } from './call-options.js';
import { copyLive, mustLoseNoReplay } from './copy-live.js';
import type { PeerTube } from './create-peertube.js';
import {
  deleteReplaced,
  type PeerTubeLiveSeries,
  type RotatedLive,
  type RotateLiveKeyOptions,
  seriesOf,
} from './live-series.js';
import { deleteLive, getLive, getLiveSessions, updateLive } from './lives.js';
import type { PeerTubeLive, PeerTubeLiveSession, PeerTubeLiveSettings } from './types/live.js';
import type { PeerTubeVideoChanges } from './types/video.js';
import { type LiveStatus, type WatchLiveOptions, watchLive } from './watch-live.js';

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

/** Opened by {@link openLive}. */
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

  /** What to keep; see {@link RotatingLiveRecord}. */
  toJSON(): RotatingLiveRecord {
    return structuredClone(this.#record);
  }

  /** See {@link getLive}. */
  get(options?: CallOptions): Promise<PeerTubeLive> {
    return getLive(this.#peertube, this.uuid, options);
  }

  /** See {@link updateLive}. */
  update(changes: PeerTubeLiveSettings & PeerTubeVideoChanges, options?: CallOptions): Promise<void> {
    return updateLive(this.#peertube, this.uuid, changes, options);
  }

  /** Every broadcast with its replay, those under earlier keys included. */
  async series(options?: CallOptions): Promise<PeerTubeLiveSeries> {
    const present = await getLiveSessions(this.#peertube, this.uuid, options);
    return seriesOf([...this.#record.earlier.flatMap(({ broadcasts }) => broadcasts), ...present]);
  }

  /** Follows it through rotations. See {@link watchLive}. */
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

  /** Another key. Calls at the same time share one rotation. See {@link rotateLiveKey}. */
  rotateKey(options: RotateLiveKeyOptions = {}): Promise<RotatedLive> {
    this.#rotation ??= this.#rotate(options).finally(() => {
      this.#rotation = undefined;
    });
    return this.#rotation;
  }

  /** Deletes what a rotation that was cut off left behind: a live whose key still works. */
  async settle({ signal }: CallOptions = {}): Promise<void> {
    const { retiring, ...record } = this.#record;
    if (retiring === undefined) return;
    await deleteReplaced(this.#peertube, retiring, { signal });
    await this.#save(record);
    this.#record = record;
  }

  /** Deletes it; the replays of a permanent live stay. */
  async delete(options?: CallOptions): Promise<void> {
    await this.settle(options);
    await deleteLive(this.#peertube, this.uuid, options);
  }

  async #rotate(options: RotateLiveKeyOptions): Promise<RotatedLive> {
    const { uuid } = this;
    await this.settle(options);
    await mustLoseNoReplay(this.#peertube, uuid, options);
    const broadcasts = await getLiveSessions(this.#peertube, uuid, options);
    const made = await copyLive(this.#peertube, uuid, options);
    const earlier = [...this.#record.earlier, { uuid, broadcasts }];
    const record = { uuid: made.uuid, earlier, retiring: uuid };
    try {
      await this.#save(record);
    } catch (error) {
      // Nobody has heard of it; what cannot be deleted only waits.
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
