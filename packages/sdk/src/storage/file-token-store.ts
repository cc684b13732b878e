import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../errors/config-error.js';
import { withFileLock } from './file-lock.js';
import { parseTokens, type SessionTokens, type TokenStore } from './token-store.js';

const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MIN_SECRET_LENGTH = 16;
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
      const decipher = createDecipheriv(
        'aes-256-gcm',
        await keyOf(bytes.subarray(0, ivAt)),
        bytes.subarray(ivAt, tagAt),
      );
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
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', await keyOf(salt), iv);
    const data = Buffer.concat([cipher.update(JSON.stringify(tokens), 'utf8'), cipher.final()]);
    const temporary = `${path}.${randomBytes(4).toString('hex')}`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(Buffer.concat([salt, iv, cipher.getAuthTag(), data]));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  }

  return {
    get: async () => {
      const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      return bytes === undefined ? undefined : decrypt(bytes);
    },
    set: write,
    delete: () => rm(path, { force: true }),
    lock: async (task, signal) => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return withFileLock(`${path}.lock`, task, { signal });
    },
  };
}
