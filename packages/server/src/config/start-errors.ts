import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError, redact } from '@piyakast/sdk';
import type { Config } from './config.js';

/** What keeps a server from listening, in one line that names the variable; `undefined` when it is no setting. */
export function listenError({ host, port }: Pick<Config, 'host' | 'port'>, cause: unknown): ConfigError | undefined {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return refuse(`PORT ${port} is in use on ${host}; stop the program that has it, or set another one.`, cause);
    case 'EACCES':
      return refuse(`PORT ${port} may not be used by this user; set one from 1024 up.`, cause);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return refuse(`HOST ${host} is no address of this machine.`, cause);
    default:
      return undefined;
  }
}

/** What keeps a server from its database, in one line without the password. */
export function databaseUrlError(url: string, cause: unknown): ConfigError {
  const { host, pathname } = new URL(url);
  const { code, message } = cause as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    '28P01': `the database at ${host} refuses the user or the password`,
    '28000': `the database at ${host} refuses the user`,
    '3D000': `the server at ${host} has no database "${pathname.slice(1)}"`,
  };
  const reason = reasons[code ?? ''] ?? `no database can be reached at ${host} (${code ?? redact(message)})`;
  return refuse(`DATABASE_URL is wrong, or its database is down: ${reason}.`, cause);
}

/** @throws ConfigError unless it is a directory. */
export async function requireDirectory(name: string, path: string): Promise<void> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw refuse(`${name} (${path}) cannot be read: ${(cause as NodeJS.ErrnoException).code}.`, cause);
  });
  if (!stats.isDirectory()) throw refuse(`${name} (${path}) is not a directory.`);
}

/** Makes the log file when there is none. @throws ConfigError when it cannot be written. */
export async function prepareLogFile(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await (await open(path, 'a', 0o600)).close();
  } catch (cause) {
    throw refuse(`LOG_FILE (${path}) cannot be written: ${(cause as NodeJS.ErrnoException).code}.`, cause);
  }
}

function refuse(message: string, cause?: unknown): ConfigError {
  return new ConfigError(message, { code: 'config/invalid-option', cause });
}
