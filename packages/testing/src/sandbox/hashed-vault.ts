import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { PasswordVault } from '../peertube/oauth/passwords.js';

const KEY_BYTES = 32;

/** Passwords as salted scrypt hashes: `hashes` is what may be written to a disk. */
export function createHashedVault(hashes: Record<string, string>): PasswordVault {
  const hash = (password: string, salt: Buffer) => scryptSync(password, salt, KEY_BYTES);
  return {
    set(userId, password) {
      const salt = randomBytes(16);
      hashes[userId] = `${salt.toString('hex')}:${hash(password, salt).toString('hex')}`;
    },
    verify(userId, password) {
      const [salt, expected] = (hashes[userId] ?? '').split(':');
      if (!salt || !expected) return false;
      return timingSafeEqual(hash(password, Buffer.from(salt, 'hex')), Buffer.from(expected, 'hex'));
    },
  };
}
