import type { PiyakastEvent, Privacy } from '@piyakast/sdk';
import { isListedFor, mayManage, type Principal } from '../auth/principal.js';
import type { Database } from '../db/database.js';
import type { StreamRow, VideoRow } from '../db/schema.js';
import { findStream } from '../lives/rows.js';
import type { Logger } from '../log.js';
import { findVideo } from '../videos/rows.js';

/** The channel that the triggers of the database speak on (migration 0002). */
const CHANNEL = 'piyakast_changes';

/** What a trigger says of one changed row. */
interface Change {
  kind: 'video' | 'stream';
  id: string;
  gone: boolean;
  owner: string;
  /** Privacy before the change; null for a new row. */
  before: Privacy | null;
  revision: number;
}

/** One page that listens. */
export interface Subscriber {
  principal: Principal | undefined;
  /** `revision` is what to ask from after a lost connection; absent for the status. */
  send(event: PiyakastEvent, revision?: number): void;
  /** Some events may have been missed; the page should read everything again. */
  gap(): void;
}

/** Sends every page of this server what changed anywhere; the database is the bus between servers. */
export interface EventHub {
  start(): Promise<void>;
  subscribe(subscriber: Subscriber): () => void;
  /** To everybody on this server. */
  broadcast(event: PiyakastEvent): void;
  /** Called at once with the id of what changed, before anyone hears of it; without one when some changes may be missed. */
  onArrival(listener: (id?: string) => void): void;
  /** Called with every change, after the subscribers. */
  onChange(listener: () => void): void;
  readonly subscribers: number;
  stop(): Promise<void>;
}

export interface EventHubDeps {
  database: Database;
  log: Logger;
  videoView: (row: VideoRow, principal: Principal | undefined) => Promise<PiyakastEvent & { type: 'video' }>;
  streamView: (row: StreamRow, principal: Principal | undefined) => PiyakastEvent & { type: 'stream' };
}

/** One factory: its methods are short and share the subscribers. */
export function createEventHub({ database, log, videoView, streamView }: EventHubDeps): EventHub {
  const subscribers = new Set<Subscriber>();
  const listeners: (() => void)[] = [];
  const arrivals: ((id?: string) => void)[] = [];
  let stop = async () => undefined as undefined | undefined;
  let order: Promise<void> = Promise.resolve();

  const deliver = async (change: Change) => {
    if (subscribers.size > 0) {
      const video = change.kind === 'video' && !change.gone ? await findVideo(database.db, change.id) : undefined;
      const stream = change.kind === 'stream' && !change.gone ? await findStream(database.db, change.id) : undefined;
      const row = video ?? stream;
      for (const subscriber of subscribers) {
        const { principal } = subscriber;
        if (row !== undefined && isListed(principal, row)) {
          const event =
            video !== undefined ? await videoView(video, principal) : stream && streamView(stream, principal);
          if (event !== undefined) subscriber.send(event, change.revision);
        } else if (wasListed(principal, change) && !isUnready(row)) {
          subscriber.send({ type: `${change.kind}-deleted`, id: change.id }, change.revision);
        }
      }
    }
    for (const listener of listeners) listener();
  };

  return {
    async start() {
      const hear = (payload: string) => {
        const change = JSON.parse(payload) as Change;
        for (const listener of arrivals) listener(change.id);
        // One after the other, so that a page never sees an older state after a newer one.
        order = order
          .then(() => deliver(change))
          .catch((error: unknown) => log.error({ err: error }, 'a change could not be sent'));
      };
      const close = await database.listen(CHANNEL, hear, () => {
        for (const listener of arrivals) listener();
        for (const subscriber of subscribers) subscriber.gap();
      });
      stop = async () => {
        await close();
        await order;
        return undefined;
      };
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    broadcast(event) {
      for (const subscriber of subscribers) subscriber.send(event);
    },
    onArrival: (listener) => void arrivals.push(listener),
    onChange: (listener) => void listeners.push(listener),
    get subscribers() {
      return subscribers.size;
    },
    stop: async () => {
      await stop();
    },
  };
}

/** What is still on its way in concerns its owner only. */
function isListed(principal: Principal | undefined, row: VideoRow | StreamRow): boolean {
  if (!isListedFor(principal, row)) return false;
  return !isUnready(row) || mayManage(principal, row);
}

function wasListed(principal: Principal | undefined, { owner, before }: Change): boolean {
  return before !== null && isListedFor(principal, { ownerId: owner, privacy: before });
}

/** Not shown to others yet, so there is nothing to take back. */
function isUnready(row: VideoRow | StreamRow | undefined): boolean {
  return row?.state === 'receiving' || row?.state === 'rejected';
}
