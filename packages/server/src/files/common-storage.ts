import type { Readable } from 'node:stream';

/** What both kinds do; one contract suite tests both. */
export interface CommonStorage {
  /** For operators: the path, or `s3://bucket/prefix`. */
  readonly place: string;
  /** Bytes of a whole file (in a folder also of an unfinished one); `undefined` when there is none. */
  size(id: string): Promise<number | undefined>;
  /** Announces a file of so many bytes. Never empties one that is there already. */
  create(id: string, sizeBytes: number): Promise<void>;
  /** Whether every byte is here. When it is, the file and its name survive a power cut from now on. */
  complete(id: string, sizeBytes: number): Promise<boolean>;
  /** The first bytes; `undefined` when they cannot be read before the file is complete. */
  head(id: string, bytes: number): Promise<Uint8Array | undefined>;
  /** Opens a whole file, or a range of it with both ends included. */
  read(id: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Gives the whole file as a path to programs that need one; a copy from a bucket goes afterwards. */
  withLocalFile<Result>(id: string, use: (path: string) => Promise<Result>): Promise<Result>;
  /** Keeps a copy of a local file as derived from a video: its poster, its web form. Replaces an older one. */
  writeDerived(id: string, name: string, path: string, mediaType: string): Promise<void>;
  /** Bytes of a derived file; `undefined` when there is none. */
  derivedSize(id: string, name: string): Promise<number | undefined>;
  /** A whole derived file. */
  readDerived(id: string, name: string): Promise<Readable>;
  /** The file, what is derived from it, and its sidecar. Succeeds also when they are gone already. */
  remove(id: string): Promise<void>;
  /** Everything that is kept here, unfinished uploads included. */
  list(): Promise<{ id: string; modifiedAtMs: number }[]>;
  /** Writes what is known of a file beside it. Survives a power cut, the old text or the new, never a half. */
  writeSidecar(id: string, text: string): Promise<void>;
  readSidecar(id: string): Promise<string | undefined>;
  /** Ids of the files that have a sidecar. */
  listSidecars(): Promise<string[]>;
  /** @throws The system's or the bucket's error when nothing can be written here. */
  check(): Promise<void>;
  /** Room for uploads; infinite where only the bucket's owner knows. */
  freeBytes(): Promise<number>;
}
