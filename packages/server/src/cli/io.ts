import type { Environment } from '../config/values.js';

/** Where a command writes; replaced in tests. */
export interface CliIo {
  env: Environment;
  /** Where `.env` is read and written. Absent: nowhere, the variables alone count. */
  directory?: string;
  /** Where a person can be asked. Absent in scripts and services. */
  terminal?: { input: NodeJS.ReadStream; output: NodeJS.WriteStream };
  /** In place of questions on the terminal, for tests. `hidden`: the answer is not shown. */
  ask?: (question: string, options: { hidden: boolean }) => Promise<string>;
  out: (line: string) => void;
  error: (line: string) => void;
  /** Resolves when the process is asked to stop. */
  stopped: Promise<void>;
}
