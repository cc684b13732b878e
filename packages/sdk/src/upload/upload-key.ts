import { isUploadKey } from '../contract/upload-key.js';
import { ConfigError } from '../errors/config-error.js';
import { randomKey } from '../runtime/random.js';

/** A key that was never used. */
export const newUploadKey = randomKey;

/** @throws ConfigError when the key could not be written into a file name. */
export function checkUploadKey(key: string): string {
  if (isUploadKey(key)) return key;
  throw invalidOption('key', '1 to 64 letters, digits, "_" or "-"');
}

export const invalidOption = (name: string, rule: string): ConfigError =>
  new ConfigError(`The option "${name}" must be ${rule}.`, { code: 'config/invalid-option' });
