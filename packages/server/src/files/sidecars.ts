import { PRIVACIES } from '@piyakast/sdk';
import { inArray } from 'drizzle-orm';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Db } from '../db/database.js';
import { type VideoRow, videos } from '../db/schema.js';
import type { Logger } from '../log.js';
import { findVideo, findVideoByKey, insertVideo, withLocalFile } from '../videos/rows.js';
import type { FileStorage } from './storage.js';

const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const text = () => nullable(Type.String());

/** All that is needed to make the row of a received video again. The passwords in it are sealed. */
const Sidecar = Type.Object({
  id: Type.String(),
  ownerId: Type.String(),
  uploadKey: text(),
  name: Type.String(),
  description: text(),
  category: text(),
  language: text(),
  tags: Type.Array(Type.String()),
  privacy: Type.Enum([...PRIVACIES]),
  nsfw: Type.Boolean(),
  channelId: nullable(Type.Integer()),
  videoPasswords: text(),
  filename: Type.String(),
  mediaType: Type.String(),
  extension: text(),
  sizeBytes: Type.Integer(),
  createdAt: Type.String(),
  receivedAt: Type.String(),
});
type Sidecar = Static<typeof Sidecar>;

const FIELDS = Object.keys(Sidecar.properties) as (keyof Sidecar)[];
const sidecars = Compile(Sidecar);
/** PostgreSQL takes at most 65,535 values in one statement. */
const IDS_AT_ONCE = 10_000;

/**
 * What is known of each received file, on the disk beside it before the upload is answered as received.
 *
 * The embedded database does not wait for the disk, so a power cut may take its last rows, or all of it. The files and
 * their sidecars bring the videos back under the same ids; what PeerTube has already is recognised there by the id.
 */
export interface Sidecars {
  /** Writes what a row says; resolves when it survives a power cut. */
  write(row: VideoRow): Promise<void>;
  /** Writes what the row says now, after a change of it. */
  refresh(id: string): Promise<void>;
  /** At a start: rows that are missing are made again as `stored`, and so are sidecars that are missing. */
  reconcile(): Promise<void>;
}

/** One factory: its methods share the order in which sidecars are written. */
export function createSidecars(db: Db, files: FileStorage, log: Logger): Sidecars {
  let order: Promise<void> = Promise.resolve();

  const write = (row: VideoRow) => {
    const known = FIELDS.map((field) => [field, row[field]]);
    return files.writeSidecar(row.id, JSON.stringify(Object.fromEntries(known)));
  };

  const refresh = async (id: string): Promise<void> => {
    const row = await findVideo(db, id);
    if (row !== undefined && (await files.readSidecar(id)) !== undefined) await write(row);
  };

  const read = async (id: string): Promise<Sidecar | undefined> => {
    const content = await files.readSidecar(id);
    if (content === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(content);
      if (sidecars.Check(value) && value.id === id) return value;
    } catch (error) {
      log.debug({ err: error, videoId: id }, 'a sidecar is no JSON');
    }
    log.error({ videoId: id }, 'the sidecar of a file is damaged; the file stays, but its video cannot be restored');
    return undefined;
  };

  const restore = async (id: string): Promise<void> => {
    // Read after the row was missed: who deletes a video removes these two before the row.
    const known = await read(id);
    if (known === undefined) return;
    const size = await files.size(id);
    if (size === undefined) return files.remove(id);
    if (size !== known.sizeBytes) {
      log.error({ videoId: id, size, expected: known.sizeBytes }, 'a file and its sidecar do not fit together');
      return;
    }
    const { uploadKey, createdAt, receivedAt, ...fields } = known;
    const twin = uploadKey === null ? undefined : await findVideoByKey(db, known.ownerId, uploadKey);
    await insertVideo(db, {
      ...fields,
      uploadKey: twin === undefined ? uploadKey : null,
      state: 'stored',
      receivedBytes: known.sizeBytes,
      createdAt: new Date(createdAt),
      receivedAt: new Date(receivedAt),
      nextAttemptAt: new Date(),
    });
    log.warn({ event: 'video.restored', videoId: id }, 'a video that the database had lost is back');
  };

  return {
    write,
    refresh(id) {
      // One after the other, so that an older state never overwrites a newer one.
      const done = order.then(() => refresh(id));
      order = done.catch(() => undefined);
      return done;
    },
    async reconcile() {
      const present = await files.listSidecars();
      const known = new Set<string>();
      for (let at = 0; at < present.length; at += IDS_AT_ONCE) {
        const ids = inArray(videos.id, present.slice(at, at + IDS_AT_ONCE));
        for (const { id } of await db.select({ id: videos.id }).from(videos).where(ids)) known.add(id);
      }
      for (const id of present) if (!known.has(id)) await restore(id);

      const noted = new Set(present);
      for (const row of await withLocalFile(db)) {
        if (!noted.has(row.id) && (await files.size(row.id)) === row.sizeBytes) await write(row);
      }
    },
  };
}
