import type { Environment } from '../config/values.js';

/** Where a command writes; replaced in tests. */
export interface CliIo {
  env: Environment;
  out: (line: string) => void;
  error: (line: string) => void;
  /** Resolves when the process is asked to stop. */
  stopped: Promise<void>;
}
