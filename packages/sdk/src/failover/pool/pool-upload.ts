import { isFull } from '../../errors/classify.js';
import type { PeerTubeClient } from '../../peertube/client/peertube-client.js';
import { type PeerTubeUploadResult, uploadedFinder } from '../../peertube/uploads/find-uploaded.js';
import type { PeerTubeUploadOptions } from '../../peertube/uploads/upload-video.js';
import type { PeerTubeVideoFields } from '../../peertube/uploads/video-fields.js';
import { observeFinishing } from '../../upload/records/observe-finishing.js';
import type { UploadSource } from '../../upload/types.js';
import { failoverPatience } from '../failover-patience.js';
import { RelayedUpload } from '../relayed-upload.js';
import {
  type UnconfirmedUpload,
  type UnconfirmedUploadStore,
  unconfirmedSince,
  unconfirmedUploadId,
} from '../unconfirmed/unconfirmed-uploads.js';
import type { Placements } from './placements.js';
import { isAway, isClosed, noInstance } from './pool-failures.js';
import type { Member, PoolMembers } from './pool-members.js';

/** Options of {@link PeerTubePool.upload}. */
export interface PoolUploadOptions extends PeerTubeUploadOptions {
  /** What differs between the instances: their channels and categories have other numbers. */
  fieldsFor?: (client: PeerTubeClient) => Partial<PeerTubeVideoFields> | Promise<Partial<PeerTubeVideoFields>>;
  /**
   * How long, in milliseconds, an instance may go without a new confirmed byte before the next one takes over.
   * @defaultValue 30,000
   */
  failoverAfterMs?: number;
}

/** Where an upload ended. */
export interface PoolUploadResult extends PeerTubeUploadResult {
  /** Origin of the instance. */
  url: string;
}

/** What an upload needs of its pool. */
export interface PoolUploadHost {
  members: PoolMembers;
  placements: Placements;
  unconfirmed: UnconfirmedUploadStore;
  now(): number;
}

/** One upload that begins at one instance and may end at another; to its listeners it is one. */
export class PoolUpload extends RelayedUpload<PoolUploadResult> {
  readonly #host: PoolUploadHost;
  readonly #options: PoolUploadOptions;
  /** By origin: instances that may have the video, or may still finish it. */
  readonly #unconfirmed = new Map<string, UnconfirmedUpload>();
  /** When the first attempt with this key began. */
  #sinceMs: number;

  constructor(host: PoolUploadHost, source: UploadSource, key: string, options: PoolUploadOptions) {
    super(key, source, options.onProgress);
    this.#host = host;
    this.#options = options;
    this.#sinceMs = host.now();
  }

  protected override async run(source: UploadSource): Promise<PoolUploadResult> {
    const { members, placements } = this.#host;
    try {
      const known = await placements.homeOf(this.key);
      const home = members.find(known?.url);
      if (known) this.#sinceMs = known.sinceMs;
      const found = home || this.#options.key === undefined ? undefined : await this.#findAnywhere();
      if (found) return await this.#settle(found.member, found.video);
      const errors: unknown[] = [];
      const order = members.forNew(home);
      if (home) await this.#markHomeUnconfirmed(home, this.#sinceMs);
      for (const member of order) {
        await this.#saveUnconfirmed(member);
        await placements.setHome(this.key, { url: member.client.url, sinceMs: this.#sinceMs });
        try {
          const video = await this.#sendTo(member, source, member === order.at(-1));
          return await this.#settle(member, video);
        } catch (error) {
          const isFailover = (reason: unknown) => isAway(reason) || isClosed(reason);
          if (!this.mayFailOver(error, isFailover, source, this.#options.signal)) throw error;
          if (isAway(error)) members.markDown(member);
          // It looked for the key, and refused before it made anything.
          if (isFull(error)) this.#unconfirmed.delete(member.client.url);
          errors.push(error);
        }
      }
      // The next attempt with this key begins where the video may be.
      const [likely] = this.#unconfirmed.keys();
      if (likely !== undefined) await placements.setHome(this.key, { url: likely, sinceMs: this.#sinceMs });
      throw errors.every(isClosed) && errors.length > 0 ? errors[0] : noInstance(errors);
    } catch (error) {
      this.meter.report({ phase: this.cancelled || this.#options.signal?.aborted ? 'cancelled' : 'failed' });
      throw error;
    }
  }

  /** A key that was used before, with no record of where: the same key must not make a second video. */
  async #findAnywhere(): Promise<{ member: Member; video: PeerTubeUploadResult } | undefined> {
    const { signal } = this.#options;
    for (const member of this.#host.members.forReading(undefined)) {
      try {
        const name = await this.#titleAt(member);
        const video = await uploadedFinder(member.client.context.http)(this.key, { name, signal });
        if (video) return { member, video };
      } catch (error) {
        if (!isAway(error) && !isClosed(error)) throw error;
        await this.#markHomeUnconfirmed(member, 0);
      }
    }
    return undefined;
  }

  async #sendTo(member: Member, source: UploadSource, isLast: boolean): Promise<PeerTubeUploadResult> {
    const { fieldsFor, failoverAfterMs, onProgress: _forwarded, ...options } = this.#options;
    const own = await fieldsFor?.(member.client);
    const upload = member.client.uploads.upload(source, {
      ...(isLast ? {} : failoverPatience(failoverAfterMs)),
      ...options,
      ...own,
      key: this.key,
      // From the last chunk on the instance may finish without our knowing.
      records: observeFinishing((record) => {
        if (record.server !== member.client.url) return;
        const { createdAtMs: sinceMs, finishingSinceMs } = record;
        this.#markUnconfirmed(member, { name: own?.name ?? this.#options.name, sinceMs, finishingSinceMs });
      }, options.records),
    });
    upload.onProgress((progress) => {
      // The end of one part is not the end of the whole.
      const isEnd = progress.phase === 'failed' || progress.phase === 'cancelled';
      this.meter.report(isEnd ? { ...progress, phase: 'waiting' } : progress);
    });
    await this.hand(upload);
    return upload.done;
  }

  #markUnconfirmed(
    { client: { url } }: Member,
    about: Pick<UnconfirmedUpload, 'name' | 'sinceMs' | 'finishingSinceMs'>,
  ): void {
    this.#unconfirmed.set(url, unconfirmedSince({ ...about, url, key: this.key }, this.#host.now()));
  }

  /** An earlier attempt may have come to its end there. */
  async #markHomeUnconfirmed(member: Member, sinceMs: number): Promise<void> {
    this.#markUnconfirmed(member, { name: await this.#titleAt(member), sinceMs });
  }

  async #titleAt({ client }: Member): Promise<string> {
    const { fieldsFor, name } = this.#options;
    // Who asks an instance for its channels gets no answer while that is away.
    const own = await Promise.resolve(fieldsFor?.(client)).catch(() => undefined);
    return own?.name ?? name;
  }

  /** Before another instance gets a byte: this process may end at any moment. */
  async #saveUnconfirmed(next: Member): Promise<void> {
    for (const unconfirmedUpload of this.#unconfirmed.values()) {
      if (unconfirmedUpload.url !== next.client.url)
        await this.#host.unconfirmed.set(unconfirmedUploadId(unconfirmedUpload), unconfirmedUpload);
    }
  }

  async #settle(member: Member, video: PeerTubeUploadResult): Promise<PoolUploadResult> {
    const { client } = member;
    this.#host.members.markUp(member);
    await this.#saveUnconfirmed(member);
    await this.#host.placements.setHome(this.key, { url: client.url, sinceMs: this.#sinceMs });
    await this.#host.unconfirmed.delete(unconfirmedUploadId({ key: this.key, url: client.url }));
    await this.#host.placements.rememberResult(video, client);
    return { ...video, url: client.url };
  }
}
