import type { PeerTubeClient } from '../../peertube/client/peertube-client.js';
import type { PlacementStore } from './pool-options.js';
import { hasUuid } from './pool-results.js';

/** Where an upload is, and when its first attempt began, in milliseconds since the UNIX epoch. */
export interface UploadHome {
  url: string;
  sinceMs: number;
}

/** Which instance has which video and which upload, over the store that the page brought. */
export class Placements {
  readonly #store: PlacementStore;

  constructor(store: PlacementStore) {
    this.#store = store;
  }

  /** Origin of the instance that has the video, as far as it is remembered. */
  async of(id: string): Promise<string | undefined> {
    return this.#store.get(id);
  }

  async remember(id: string, client: PeerTubeClient): Promise<void> {
    await this.#store.set(id, client.url);
  }

  /** Remembers a result under its UUID and its short UUID; a result without one is not remembered. */
  async rememberResult(result: unknown, client: PeerTubeClient): Promise<void> {
    if (!hasUuid(result)) return;
    await this.remember(result.uuid, client);
    if (result.shortUUID !== undefined) await this.remember(result.shortUUID, client);
  }

  async homeOf(key: string): Promise<UploadHome | undefined> {
    const [url, sinceMs = 0] = (await this.#store.get(`key:${key}`))?.split(' ') ?? [];
    return url === undefined ? undefined : { url, sinceMs: Number(sinceMs) };
  }

  async setHome(key: string, { url, sinceMs }: UploadHome): Promise<void> {
    await this.#store.set(`key:${key}`, `${url} ${sinceMs}`);
  }
}
