import { timingSafeEqual } from 'node:crypto';
import type { SecretBox } from '../crypto/secret-box.js';
import { deriveKey } from '../crypto/secret-box.js';
import type { VideoRow } from '../db/schema.js';
import type { RateLimiter } from '../limits/rate-limiter.js';
import { Problem } from '../problem.js';

/** A password that a viewer sends, and from where: guesses are counted. */
export interface ViewerPassword {
  value: string;
  address: string;
}

/** Wrong passwords per minute for one video: from one address, and from all. */
const GUESSES_PER_ADDRESS = 10;
const GUESSES = 100;

/** Opens videos of privacy `password` for viewers who have one of the passwords. */
export type OpenWithPassword = (row: VideoRow, given: ViewerPassword | undefined) => void;

/**
 * The passwords are those that the owner set here; PeerTube is not asked, because its limit for guesses would shut out this
 * server's account.
 */
export function createPasswordCheck(box: SecretBox, limiter: RateLimiter): OpenWithPassword {
  return (row, given) => {
    if (given === undefined) {
      throw new Problem('This video needs a password.', { status: 403, code: 'video/password-required' });
    }
    const passwords =
      row.videoPasswords === null ? [] : (JSON.parse(box.open(row.videoPasswords, `passwords:${row.id}`)) as string[]);
    const isRight = passwords.filter((password) => isSame(password, given.value)).length > 0;
    if (isRight) return;
    const waits = [
      limiter.hit(`guess ${row.id} ${given.address}`, GUESSES_PER_ADDRESS),
      limiter.hit(`guess ${row.id}`, GUESSES),
    ];
    const retryAfterSeconds = waits.find((wait) => wait !== undefined);
    if (retryAfterSeconds === undefined) {
      throw new Problem('The password is not right.', { status: 403, code: 'video/password-incorrect' });
    }
    const options = { status: 429, code: 'http/rate-limited' as const, retryable: true, retryAfterSeconds };
    throw new Problem('Too many wrong passwords; wait a moment.', options);
  };
}

/** Takes the same time wherever the two differ, and whatever their lengths. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(deriveKey(one, 'viewer-password'), deriveKey(other, 'viewer-password'));
}
