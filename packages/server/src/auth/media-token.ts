import { errors, jwtVerify, SignJWT } from 'jose';
import { deriveKey } from '../crypto/secret-box.js';

const AUDIENCE = 'media';
/** Long enough to watch a film; the address stays the same within one slot, so that a player need not start again. */
const SLOT_SECONDS = 6 * 3600;

/** Lets a `<video>` element, which cannot send headers, read one private file for some hours. */
export interface MediaTokens {
  create(videoId: string): Promise<string>;
  /** When the token that `create` makes now ends. */
  expiresAt(): Date;
  isValid(token: string, videoId: string): Promise<boolean>;
}

export function createMediaTokens(secret: string, now: () => number = Date.now): MediaTokens {
  const key = deriveKey(secret, 'media-token');
  const expirySeconds = () => (Math.floor(now() / 1000 / SLOT_SECONDS) + 2) * SLOT_SECONDS;
  return {
    expiresAt: () => new Date(expirySeconds() * 1000),
    create(videoId) {
      return new SignJWT()
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(AUDIENCE)
        .setSubject(videoId)
        .setExpirationTime(expirySeconds())
        .sign(key);
    },
    async isValid(token, videoId) {
      const options = { algorithms: ['HS256'], audience: AUDIENCE, subject: videoId, currentDate: new Date(now()) };
      try {
        await jwtVerify(token, key, options);
        return true;
      } catch (error) {
        if (error instanceof errors.JOSEError) return false;
        throw error;
      }
    },
  };
}
