import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Environment } from '../config/values.js';

/** The variables of the process, and below them those of the file `.env` in a directory, where there is one. */
export function environmentIn(directory: string, own: Environment): Environment {
  let content: string;
  try {
    content = readFileSync(join(directory, '.env'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return own;
    throw error;
  }
  return { ...parseEnv(content), ...own };
}
