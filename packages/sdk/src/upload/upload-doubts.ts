/** How long PeerTube may be at work on a file that it has whole, after a crash of its own too. */
export const DOUBT_MS = 60 * 60_000;

/**
 * A server that may have made a video which another place has as well: it had every byte when its answer was lost. Plain
 * JSON, without secrets.
 */
export interface UploadDoubt {
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
 * Keeps {@link UploadDoubt}s until the second video is gone. A `Map` is one, as long as the process lives;
 * `webStorageDoubts()` and `folderDoubts()` survive it, a database does too.
 *
 * @example
 * ```ts
 * import { HybridUploader, PeerTubeClient, type UploadDoubt, type UploadDoubtStore } from '@piyakast/sdk';
 * import { opfsStore } from '@piyakast/sdk/browser';
 *
 * const table = new Map<string, string>();
 * const doubts: UploadDoubtStore = {
 *   // Awaited: a query to a database fits here.
 *   entries: async () => [...table].map(([id, json]): [string, UploadDoubt] => [id, JSON.parse(json)]),
 *   set: async (id, doubt) => void table.set(id, JSON.stringify(doubt)),
 *   delete: async (id) => void table.delete(id),
 * };
 * const { uploads } = new PeerTubeClient({ url: 'https://video.example' });
 * export const hybrid = new HybridUploader({ primary: uploads, fallback: opfsStore(), doubts });
 * ```
 */
export interface UploadDoubtStore {
  /** All of them, each with its id. */
  entries(): Iterable<[id: string, doubt: UploadDoubt]> | Promise<Iterable<[id: string, doubt: UploadDoubt]>>;
  /** Keeps one, in the place of the one with the same id; a promise returned is waited for. */
  set(id: string, doubt: UploadDoubt): unknown;
  /** Forgets one; also fine when there is none. A promise returned is waited for. */
  delete(id: string): unknown;
}

/** What a doubt is kept under: an upload may be in doubt at several servers. */
export const doubtId = ({ key, url }: Pick<UploadDoubt, 'key' | 'url'>): string => `${key} ${url}`;

/** A doubt as it was written; none for anything else. */
export function parseDoubt(id: string, text: string): [id: string, doubt: UploadDoubt][] {
  try {
    const doubt = JSON.parse(text) as Partial<UploadDoubt> | null;
    const isOne = typeof doubt?.key === 'string' && typeof doubt.url === 'string' && typeof doubt.untilMs === 'number';
    return isOne ? [[id, doubt as UploadDoubt]] : [];
  } catch {
    // Not written by these stores, which replace as a whole.
    return [];
  }
}
