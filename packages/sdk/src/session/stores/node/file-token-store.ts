import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../../../errors/config-error.js';
import { withFileLock } from '../../../runtime/node/file-lock.js';
import { writeDurably } from '../../../runtime/node/write-durably.js';
import { parseTokens, type SessionTokens, type TokenStore } from '../token-store.js';

const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MIN_SECRET_LENGTH = 16;
const CIPHER = 'aes-256-gcm';
/** By default Node accepts shorter tags too, which are easier to forge. */
const WHOLE_TAG = { authTagLength: TAG_BYTES };
const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** Options of {@link fileTokenStore}. */
export interface FileTokenStoreOptions {
  /** File that keeps the tokens; made with mode 600, its folder too when it is missing. */
  path: string;
  /** What the encryption key is derived from: at least 16 characters, kept apart from the file. */
  secret: string;
}

/**
 * Keeps the tokens in a file, encrypted with AES-256-GCM. Processes that share the file share the session: a lock file
 * beside it lets one of them refresh.
 *
 * One factory: its methods share the derived key and the path.
 *
 * @throws ConfigError `config/invalid-option` for a short secret; from `get` for a file of another secret. What
 * the file system throws.
 * @example
 * ```ts
 * import { PeerTubeClient } from '@piyakast/sdk';
 * import { fileTokenStore } from '@piyakast/sdk/node';
 *
 * const tokenStore = fileTokenStore({ path: './session', secret: process.env.SESSION_SECRET ?? '' });
 * const client = new PeerTubeClient({ url: 'https://video.example', tokenStore });
 * // The next run of the script is signed in already.
 * const session = await client.auth.session();
 * if (!session) await client.auth.signIn({ username: 'ada', password: process.env.PASSWORD ?? '' });
 * ```
 */
export function fileTokenStore({ path, secret }: FileTokenStoreOptions): TokenStore {
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new ConfigError(`\`secret\` is shorter than ${MIN_SECRET_LENGTH} characters. Give a long random one.`, {
      code: 'config/invalid-option',
    });
  }
  // Deriving is slow on purpose, so it is done once for each salt.
  const refreshesPath = `${path}.refreshes`;
  let salt = randomBytes(SALT_BYTES);
  let key: Promise<Buffer> | undefined;
  const keyOf = (wanted: Buffer<ArrayBuffer>): Promise<Buffer> => {
    if (key === undefined || !wanted.equals(salt)) key = derive(secret, wanted, 32);
    salt = wanted;
    return key;
  };

  async function decrypt(bytes: Buffer<ArrayBuffer>): Promise<SessionTokens | undefined> {
    const ivAt = SALT_BYTES;
    const tagAt = ivAt + IV_BYTES;
    const dataAt = tagAt + TAG_BYTES;
    try {
      const decryptionKey = await keyOf(bytes.subarray(0, ivAt));
      const decipher = createDecipheriv(CIPHER, decryptionKey, bytes.subarray(ivAt, tagAt), WHOLE_TAG);
      decipher.setAuthTag(bytes.subarray(tagAt, dataAt));
      return parseTokens(decipher.update(bytes.subarray(dataAt), undefined, 'utf8') + decipher.final('utf8'));
    } catch (cause) {
      throw new ConfigError('The token file cannot be decrypted. Give the secret it was written with, or delete it.', {
        code: 'config/invalid-option',
        cause,
      });
    }
  }

  async function write(tokens: SessionTokens): Promise<void> {
    // Its own: a file with another salt may be read meanwhile.
    const usedSalt = salt;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, await keyOf(usedSalt), iv, WHOLE_TAG);
    const data = Buffer.concat([cipher.update(JSON.stringify(tokens), 'utf8'), cipher.final()]);
    await keep(path, Buffer.concat([usedSalt, iv, cipher.getAuthTag(), data]));
  }

  return {
    get: async () => {
      const bytes = await contents(path);
      return bytes === undefined ? undefined : decrypt(bytes);
    },
    set: write,
    delete: () => rm(path, { force: true }),
    refreshes: async (times) => {
      if (times) await keep(refreshesPath, times.join());
      return String((await contents(refreshesPath)) ?? '')
        .split(',')
        .map(Number)
        .filter(Boolean);
    },
    lock: async (task, signal) => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return withFileLock(`${path}.lock`, task, { signal });
    },
  };
}

async function contents(path: string): Promise<Buffer<ArrayBuffer> | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

async function keep(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeDurably(path, content);
}
