import { PEERTUBE_AT_WORK_MS } from '../../contract/waits.js';

/**
 * A server that may have made a video which another place has as well: it had every byte when its answer was lost. Plain
 * JSON, without secrets; an {@link UnconfirmedUploadStore} keeps it, and {@link settleUnconfirmed} settles it.
 */
export interface UnconfirmedUpload {
  /** Origin of the server. */
  url: string;
  /** Of the upload. */
  key: string;
  /** Title that the video was created with. */
  name: string;
  /** When its first attempt began, in milliseconds since the UNIX epoch; 0 when that is not known. */
  sinceMs: number;
  /** When its last chunk went out, in milliseconds since the UNIX epoch, where that is known. */
  finishingSinceMs?: number | undefined;
  /** Until when the server may still be at work on it, in milliseconds since the UNIX epoch. */
  untilMs: number;
}

/**
 * Keeps {@link UnconfirmedUpload}s until the second video is gone. A `Map` is one, as long as the process lives;
 * `webStorageUnconfirmedUploads()` and `folderUnconfirmedUploads()` survive it, a database does too.
 *
 * @example
 * ```ts
 * import { HybridUploader, PeerTubeClient, type UnconfirmedUpload, type UnconfirmedUploadStore } from '@piyakast/sdk';
 * import { opfsStore } from '@piyakast/sdk/browser';
 *
 * const table = new Map<string, string>();
 * const unconfirmed: UnconfirmedUploadStore = {
 *   // Awaited: a query to a database fits here.
 *   entries: async () => [...table].map(([id, json]): [string, UnconfirmedUpload] => [id, JSON.parse(json)]),
 *   set: async (id, upload) => void table.set(id, JSON.stringify(upload)),
 *   delete: async (id) => void table.delete(id),
 * };
 * const { uploads } = new PeerTubeClient({ url: 'https://video.example' });
 * export const hybrid = new HybridUploader({ primary: uploads, fallback: opfsStore(), unconfirmed });
 * ```
 */
export interface UnconfirmedUploadStore {
  /** All of them, each with its id. */
  entries():
    | Iterable<[id: string, unconfirmedUpload: UnconfirmedUpload]>
    | Promise<Iterable<[id: string, unconfirmedUpload: UnconfirmedUpload]>>;
  /** Keeps one, in the place of the one with the same id; a promise returned is waited for. */
  set(id: string, unconfirmedUpload: UnconfirmedUpload): unknown;
  /** Forgets one; also fine when there is none. A promise returned is waited for. */
  delete(id: string): unknown;
}

/** An upload whose server may be at work on it from now on. */
export const unconfirmedSince = (about: Omit<UnconfirmedUpload, 'untilMs'>, nowMs: number): UnconfirmedUpload => ({
  ...about,
  untilMs: nowMs + PEERTUBE_AT_WORK_MS,
});

/** What an unconfirmed upload is kept under: an upload may be unconfirmed at several servers. */
export const unconfirmedUploadId = ({ key, url }: Pick<UnconfirmedUpload, 'key' | 'url'>): string => `${key} ${url}`;

/** An unconfirmed upload as it was written; none for anything else. */
export function parseUnconfirmedUpload(id: string, text: string): [id: string, unconfirmedUpload: UnconfirmedUpload][] {
  try {
    const unconfirmedUpload = JSON.parse(text) as Partial<UnconfirmedUpload> | null;
    const isOne =
      typeof unconfirmedUpload?.key === 'string' &&
      typeof unconfirmedUpload.url === 'string' &&
      typeof unconfirmedUpload.untilMs === 'number';
    return isOne ? [[id, unconfirmedUpload as UnconfirmedUpload]] : [];
  } catch {
    // Not written by these stores, which replace as a whole.
    return [];
  }
}
