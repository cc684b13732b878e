import type { UploadBody, UploadProtocol, UploadSource } from '../upload/types.js';

/** A file being written. */
export interface LocalWriter {
  /** Appends; resolves when the bytes were taken. */
  write(bytes: UploadBody): Promise<void>;
  /** Makes the file whole and durable. */
  commit(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** How a local store takes a file. */
export interface LocalTarget<Result> {
  name: string;
  /** What is stored under the key already. */
  find(key: string): Promise<Result | undefined>;
  open(key: string, source: UploadSource): Promise<LocalWriter>;
  /** Called after the commit. Makes the file known. */
  finish(key: string, source: UploadSource): Promise<Result>;
}

/** Copying into a local store, as a protocol, so that progress, pause and cancel are those of every upload. */
export function localProtocol<Result>(target: LocalTarget<Result>): UploadProtocol<Result> {
  let writer: LocalWriter | undefined;
  let taken: UploadSource | undefined;
  let written = 0;

  async function discard(): Promise<void> {
    const open = writer;
    writer = undefined;
    written = 0;
    await open?.discard();
  }

  return {
    name: target.name,
    server: 'local',
    find: (key) => target.find(key),
    async create(key, source) {
      await discard();
      writer = await target.open(key, source);
      taken = source;
      return { uploadUrl: `${target.name}:${key}`, offset: 0 };
    },
    status: async () => (writer ? { kind: 'incomplete', offset: written } : { kind: 'unknown' }),
    async send(record, body, { start, end, total }) {
      if (!writer || !taken || start !== written) return { kind: 'unknown' };
      await writer.write(body);
      written = end;
      if (end < total) return { kind: 'incomplete', offset: written };
      await writer.commit();
      writer = undefined;
      return { kind: 'complete', result: await target.finish(record.key, taken) };
    },
    cancel: discard,
  };
}
