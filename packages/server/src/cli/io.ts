import type { Environment } from '../config/values.js';

/** Where a command writes; replaced in tests. */
export interface CliIo {
  env: Environment;
  /** Where `.env` is read and written. Absent: nowhere, the variables alone count. */
  directory?: string;
  out: (line: string) => void;
  error: (line: string) => void;
  /** Resolves when the process is asked to stop. */
  stopped: Promise<void>;
}
