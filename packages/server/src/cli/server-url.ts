import type { Config } from '../config/config.js';

/** Where a server with this configuration is found from this machine. */
export function serverUrl({ host, port }: Pick<Config, 'host' | 'port'>): string {
  // "Every interface" is no address that one can go to.
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
