import type { PeerTubeClient } from '../../peertube/client/peertube-client.js';
import type { Clock } from '../../runtime/clock.js';
import type { Random } from '../../runtime/random.js';
import type { UnconfirmedUploadStore } from '../unconfirmed/unconfirmed-uploads.js';

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
 * Remembers which instance a video is on, by UUID and short UUID, and an upload, by `key:` and its key, with
 * the time when it began. A `Map` is one, a
 * database another; keep it, and the same key makes no second video after a restart either.
 *
 * @example
 * ```ts
 * import { PeerTubeClient, PeerTubePool, type PlacementStore } from '@piyakast/sdk';
 *
 * const table = new Map<string, string>();
 * const placements: PlacementStore = {
 *   // Awaited: a query to a database fits here.
 *   get: async (id) => table.get(id),
 *   set: async (id, place) => void table.set(id, place),
 * };
 * export const pool = new PeerTubePool([new PeerTubeClient({ url: 'https://one.example' })], { placements });
 * ```
 */
export interface PlacementStore {
  /** What was set last for this id; `undefined` when nothing is known. */
  get(id: string): string | undefined | Promise<string | undefined>;
  /** Remembers a text, the origin of an instance first; a promise returned is waited for. */
  set(id: string, place: string): unknown;
}

/** Options of {@link PeerTubePool}. */
export interface PeerTubePoolOptions {
  /**
   * Remembers which instance a video is on; bring one that survives a restart. @defaultValue a `Map`
   */
  placements?: PlacementStore;
  /** How long an instance that failed is left alone, in milliseconds. @defaultValue 10,000 */
  downMs?: number;
  /**
   * Remembers instances that were left in the middle of an upload and may have finished it, while another one has the video
   * now, until {@link PeerTubePool.settle} has taken back what they made; bring one that survives a restart.
   * @defaultValue a `Map`
   */
  unconfirmed?: UnconfirmedUploadStore;
  /** The time that `downMs` goes by. @defaultValue the real time */
  clock?: Clock;
  /** Draws the instance of a new video. @defaultValue `Math.random` */
  random?: Random;
}

/** Options of {@link PeerTubePool.keepChecking}. */
export interface KeepCheckingOptions {
  /** Ends it, quietly. */
  signal: AbortSignal;
  /** Pause between two rounds, in milliseconds. @defaultValue 10,000 */
  everyMs?: number;
  /** Called when an instance went away or came back. */
  onChange?: (members: PoolMemberStatus[]) => void;
  /** Called when a round could not be finished. */
  onError?: (error: unknown) => void;
}
