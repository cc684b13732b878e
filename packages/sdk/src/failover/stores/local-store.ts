import { UploadError } from '../../errors/upload-error.js';
import type { PeerTubeVideoFields } from '../../peertube/uploads/video-fields.js';
import type { Clock } from '../../runtime/clock.js';
import type { UploadBody, UploadSource } from '../../upload/types.js';
import { checkUploadKey, newUploadKey } from '../../upload/upload-key.js';
import type { FallbackStore, StoredUpload } from '../hybrid/types.js';
import { type LocalCopy, localUpload } from './local-upload.js';
import { oldestFirst, packStoredFile, type StoredFile, storedFile, unpackStoredFile } from './stored-file.js';

/** A file without a note that is older belongs to no copy under way. */
const LEFT_OVER_MS = 24 * 60 * 60_000;
const NOTE = /^[\w-]{1,64}\.json$/;
/** Whatever a key may leave: its note, bytes, and what was written aside, which Chromium leaves there when it crashes. */
const OWN = /^([\w-]{1,64})\.(?:json|bin|[\w.-]+\.(?:bin|part|crswap))$/;

/** A file being written. */
export interface LocalWriter {
  /** Appends; resolves when the bytes were taken. */
  write(bytes: UploadBody): Promise<void>;
  /** Makes the file whole and durable. */
  commit(): Promise<void>;
  /** Lets go of the file, in whatever state it is. */
  abort(): Promise<void>;
}

/** What a local store needs of the folder that its files are in. */
export interface LocalFolder {
  /** The names in it. */
  list(): Promise<string[]>;
  /** `undefined` when there is no such file; so for `read`. */
  stat(name: string): Promise<{ sizeBytes: number; modifiedMs: number } | undefined>;
  read(name: string): Promise<string | undefined>;
  /** Puts the whole text in the place of what was there, durably. */
  replace(name: string, text: string): Promise<void>;
  /** Makes a file whose name is new. */
  create(name: string): Promise<LocalWriter>;
  /** The bytes that the note stands for. */
  source(note: StoredFile): Promise<UploadSource>;
  /** Succeeds also when there is no such file. */
  remove(name: string): Promise<void>;
}

/**
 * A fallback store of files in a folder: for each video a note, `K.json`, and the bytes that it names. Each attempt has
 * separate bytes, so that two with one key cannot harm each other; the note written last stands.
 *
 * One factory: its methods are short and share the folder and the form of a note.
 */
export function localStore(name: string, folder: LocalFolder, clock: Clock): FallbackStore {
  const noteOf = (key: string) => `${checkUploadKey(key)}.json`;

  async function read(key: string): Promise<StoredFile | undefined> {
    const text = await folder.read(noteOf(key));
    return text === undefined ? undefined : unpackStoredFile(text);
  }

  async function begin(
    key: string,
    source: UploadSource,
    fields: PeerTubeVideoFields,
    sinceMs: number | undefined,
  ): Promise<LocalCopy<StoredUpload>> {
    const bytes = `${key}.${newUploadKey()}.bin`;
    const writer = await folder.create(bytes);
    return {
      write: (body) => writer.write(body),
      async finish() {
        await writer.commit();
        const { sizeBytes = 0 } = (await folder.stat(bytes)) ?? {};
        if (sizeBytes !== source.sizeBytes) {
          const message = `The copy has ${sizeBytes} of ${source.sizeBytes} bytes. Upload the file again.`;
          throw new UploadError(message, { code: 'upload/store-failed' });
        }
        const note = storedFile(name, key, source, fields, { bytes, storedAtMs: clock.now(), sinceMs });
        await folder.replace(noteOf(key), await packStoredFile(note));
        return note.stored;
      },
      async discard() {
        await writer.abort();
        // The note may be in its place though the disk failed a moment later, and another attempt may have seen it.
        if ((await read(key))?.bytes !== bytes) await folder.remove(bytes);
      },
    };
  }

  /** Removes what attempts left behind that were cut off. */
  async function sweep(names: readonly string[], notes: ReadonlyMap<string, StoredFile | undefined>): Promise<void> {
    // What is in use, or cannot be removed, stays: nothing hangs on it.
    await Promise.allSettled(
      names.map(async (file) => {
        const [, key] = OWN.exec(file) ?? [];
        if (key === undefined) return;
        const note = notes.get(key);
        const isNote = file === noteOf(key);
        // A note that cannot be read keeps its bytes: it may be written at this moment, or be repaired.
        if (isNote ? note : notes.has(key) && (!note || note.bytes === file)) return;
        const found = await folder.stat(file);
        if (!found || clock.now() - found.modifiedMs < LEFT_OVER_MS || (isNote && found.sizeBytes > 0)) return;
        await folder.remove(file);
      }),
    );
  }

  return {
    name,
    store(source, fields, options) {
      const find = async (key: string) => (await read(key))?.stored;
      return localUpload({ name, find, begin: (key) => begin(key, source, fields, options.sinceMs) }, source, options);
    },
    async pending() {
      const names = await folder.list();
      const keys = names.filter((file) => NOTE.test(file)).map((file) => file.slice(0, -'.json'.length));
      const notes = new Map(await Promise.all(keys.map(async (key) => [key, await read(key)] as const)));
      await sweep(names, notes);
      return oldestFirst([...notes.values()].filter((note) => note !== undefined));
    },
    async open({ key }) {
      const note = await read(key);
      if (!note) throw new DOMException('The stored file is gone', 'NotFoundError');
      return { source: await folder.source(note), fields: note.fields };
    },
    async remove({ key }) {
      const note = await read(key);
      // The note goes first: bytes without one count as left over.
      await folder.remove(noteOf(key));
      if (note) await folder.remove(note.bytes);
    },
  };
}
