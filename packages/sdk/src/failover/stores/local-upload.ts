import { startUpload } from '../../upload/engine/start-upload.js';
import type { Upload, UploadBody, UploadOptions, UploadProtocol, UploadSource } from '../../upload/types.js';

/** One attempt at copying a file. */
export interface LocalCopy<Result> {
  /** Appends; resolves when the bytes were taken. */
  write(bytes: UploadBody): Promise<void>;
  /** Makes the file whole, durable and known. */
  finish(): Promise<Result>;
  /** Removes what was written, unless it is known. */
  discard(): Promise<void>;
}

/** How a local store takes a file. */
export interface LocalTarget<Result> {
  name: string;
  /** What is stored under the key already. */
  find(key: string): Promise<Result | undefined>;
  begin(key: string): Promise<LocalCopy<Result>>;
}

/**
 * Copies into a local store, as an upload, so that progress, pause and cancel are those of every upload. Whatever ends it
 * before its time, nothing is left of it when `done` rejects.
 */
export function localUpload<Result>(
  target: LocalTarget<Result>,
  source: UploadSource,
  options: UploadOptions,
): Upload<Result> {
  let copy: LocalCopy<Result> | undefined;
  let written = 0;

  async function discard(): Promise<void> {
    const unfinished = copy;
    copy = undefined;
    written = 0;
    await unfinished?.discard();
  }

  const protocol: UploadProtocol<Result> = {
    name: target.name,
    server: 'local',
    find: (key) => target.find(key),
    async create(key) {
      await discard();
      copy = await target.begin(key);
      return { uploadUrl: `${target.name}:${key}`, offset: 0 };
    },
    status: async () => (copy ? { kind: 'incomplete', offset: written } : { kind: 'unknown' }),
    async send(_record, body, { start, end, total }) {
      if (!copy || start !== written) return { kind: 'unknown' };
      await copy.write(body);
      written = end;
      if (end < total) return { kind: 'incomplete', offset: written };
      const result = await copy.finish();
      copy = undefined;
      return { kind: 'complete', result };
    },
    cancel: discard,
  };

  // The copy begins anew after a crash, so that its record is of no use to the later promotion.
  const { records: _records, ...copying } = options;
  const upload = startUpload(protocol, source, copying);
  const done = upload.done.catch(async (error) => {
    // Why it ended is what counts: what cannot be removed now is swept another day.
    await discard().catch(() => undefined);
    throw error;
  });
  // As for the upload itself: a listener to the progress alone must not be hit.
  done.catch(() => undefined);
  return {
    ...upload,
    done,
    get progress() {
      return upload.progress;
    },
    async cancel() {
      await upload.cancel();
      // The rejection is the cancelling itself.
      await done.catch(() => undefined);
    },
  };
}
