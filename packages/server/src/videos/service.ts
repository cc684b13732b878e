import type { Privacy, VideoMetadata, VideoPatch } from '@piyakast/sdk';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { mayManage, maySee, type Principal } from '../auth/principal.js';
import type { SecretBox } from '../crypto/secret-box.js';
import type { Db } from '../db/database.js';
import { type VideoRow, videos } from '../db/schema.js';
import type { Sidecars } from '../files/sidecars.js';
import type { FileStorage } from '../files/storage.js';
import type { Instances } from '../peertube/instances.js';
import { remoteFields } from '../peertube/remote-fields.js';
import { Problem } from '../problem.js';
import type { Admission } from '../uploads/admission.js';
import { release } from './claims.js';
import { checkPasswords } from './metadata.js';
import { changeVideo, findVideo, findVideoByKey, type VideoChange, visibleChange } from './rows.js';
import type { OpenWithPassword, ViewerPassword } from './viewer-password.js';

export interface VideoServiceDeps {
  db: Db;
  files: FileStorage;
  sidecars: Pick<Sidecars, 'refresh'>;
  instances: Instances;
  box: SecretBox;
  openWithPassword: OpenWithPassword;
  categoryMap: Readonly<Record<string, string | number>>;
  admission: Pick<Admission, 'channel'>;
  /** Called when a video should be looked at by a worker now. */
  onDue: (id: string) => void;
}

/** What people do with a video that is known already. */
export interface VideoService {
  /**
   * @param password - For a video of privacy `password`, where the principal may not see it anyway.
   * @throws {@link Problem} 404 `video/not-found`, 401 or 403 `video/private`, 403 `video/password-required` and
   * `video/password-incorrect`, 429 `http/rate-limited` after too many wrong ones.
   */
  visible(id: string, principal: Principal | undefined, password?: ViewerPassword): Promise<VideoRow>;
  /** @throws {@link Problem} 404 `video/not-found`, 401 `auth/not-signed-in`, 403 `auth/forbidden`. */
  managed(id: string, principal: Principal | undefined): Promise<VideoRow>;
  /** @throws {@link Problem} 404 `video/not-found` when it is not the principal's own. */
  ofKey(uploadKey: string, principal: Principal): Promise<VideoRow>;
  /**
   * A published video changes at PeerTube first, so that the two never differ for long.
   *
   * @throws {@link Problem} 409 `channel/not-found`.
   */
  update(row: VideoRow, patch: VideoPatch): Promise<VideoRow>;
  /** Gone for everyone at once; PeerTube's copy follows, also when PeerTube is down now. */
  remove(row: VideoRow): Promise<void>;
  /** Tries again now. What PeerTube has already is not sent again. */
  retry(row: VideoRow): Promise<VideoRow>;
}

/** One factory: its methods are short and share what finds and changes a row. */
export function createVideoService(deps: VideoServiceDeps): VideoService {
  const { db, files, sidecars, instances, box, categoryMap, openWithPassword, admission, onDue } = deps;
  const existing = async (id: string) => {
    const row = await findVideo(db, id);
    if (row === undefined) throw notFound();
    return row;
  };
  return {
    async visible(id, principal, password) {
      const row = await existing(id);
      if (maySee(principal, row)) return row;
      if (row.privacy === 'password' && !isUnready(row)) {
        openWithPassword(row, password);
        return row;
      }
      const options = { status: principal === undefined ? 401 : 403, code: 'video/private' as const };
      throw new Problem('This video is private; sign in with an account that may see it.', options);
    },

    async managed(id, principal) {
      const row = await existing(id);
      requireManager(principal, row);
      return row;
    },

    async ofKey(uploadKey, principal) {
      const row = await findVideoByKey(db, principal.subject, uploadKey);
      if (row === undefined) throw notFound();
      return row;
    },

    async update(row, patch) {
      const { videoPasswords, ...fields } = patch;
      await admission.channel(patch.channelId);
      const sealed = videoPasswords
        ? box.seal(JSON.stringify(videoPasswords), `passwords:${row.id}`)
        : row.videoPasswords;
      const privacy: Privacy = patch.privacy ?? row.privacy;
      if (sealed === null || videoPasswords) checkPasswords({ privacy, videoPasswords: videoPasswords ?? [] });
      const plain = defined(fields) as Partial<Pick<VideoRow, 'name' | 'privacy'>>;
      if (row.state === 'published') {
        const next = { ...row, ...plain, videoPasswords: sealed };
        const { gateway } = instances.of(row.peertubeUrl);
        await gateway.updateVideo(row.peertubeUuid ?? '', await remoteFields(next, { gateway, box, categoryMap }));
      }
      const isCurrent = row.state === 'published' || row.state === 'receiving' || row.state === 'stored';
      // What was refused may be right now.
      const again: VideoChange = row.state === 'local' ? AGAIN : {};
      const change = { ...plain, ...again, videoPasswords: sealed, ...(isCurrent ? {} : { metadataChanged: true }) };
      const changed = await changeVideo(db, row.id, change, eq(videos.state, row.state));
      if (changed === undefined) throw busy();
      await sidecars.refresh(row.id);
      if (row.state === 'local') onDue(row.id);
      return changed;
    },

    async remove(row) {
      // An attempt that runs now loses its hold, and can neither send its last chunk nor write any more.
      const gone = { ...release(0), deletedAt: sql`now()`, uploadKey: null };
      await db
        .update(videos)
        .set({ ...gone, ...visibleChange })
        .where(and(eq(videos.id, row.id), isNull(videos.deletedAt)));
      await files.remove(row.id);
      onDue(row.id);
    },

    async retry(row) {
      if (!['local', 'stored', 'publishing'].includes(row.state)) {
        const detail = `A video that is ${row.state} cannot be tried again.`;
        throw new Problem(detail, { status: 409, code: 'http/conflict' });
      }
      const waiting = inArray(videos.state, ['local', 'stored', 'publishing']);
      const changed = await changeVideo(db, row.id, AGAIN, waiting);
      if (changed === undefined) throw busy();
      onDue(row.id);
      return changed;
    },
  };
}

/** A fresh start; the time of the step counts anew, so that it is given up as late as the first time. */
const AGAIN: VideoChange = { nextAttemptAt: sql`now()`, attempts: 0, wholeSends: 0, stepSince: sql`now()` };

/** @throws {@link Problem} 401 or 403 unless the principal owns it or administrates the server. */
export function requireManager(principal: Principal | undefined, thing: { ownerId: string }): Principal {
  const signedIn = requireSignedIn(principal);
  if (mayManage(signedIn, thing)) return signedIn;
  throw new Problem('Only its owner may do this.', { status: 403, code: 'auth/forbidden' });
}

/** @throws {@link Problem} 401 `auth/not-signed-in`. */
export function requireSignedIn(principal: Principal | undefined): Principal {
  if (principal !== undefined) return principal;
  throw new Problem('Sign in first: this needs a token in the Authorization header.', {
    status: 401,
    code: 'auth/not-signed-in',
  });
}

/** Concerns its owner alone. */
const isUnready = ({ state }: VideoRow) => state === 'receiving' || state === 'rejected';

function notFound(): Problem {
  return new Problem('There is no such video.', { status: 404, code: 'video/not-found' });
}

function busy(): Problem {
  const detail = 'The video changed at the same moment; read it again and repeat.';
  return new Problem(detail, { status: 409, code: 'http/conflict', retryable: true });
}

function defined(fields: Partial<Record<keyof VideoMetadata, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
