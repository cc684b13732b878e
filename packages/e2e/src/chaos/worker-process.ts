import { fork } from 'node:child_process';
import { join } from 'node:path';

/** The worker of one life. */
export interface WorkerProcess {
  /** Resolves when the process is gone; rejects when it ended with a failure. */
  readonly ended: Promise<void>;
  /** SIGKILL, unless it is gone. @returns True when it had ended already, with everything done. */
  kill(): Promise<boolean>;
}

/** Starts the worker with its task. */
export function startWorker(plan: object): WorkerProcess {
  const child = fork(join(import.meta.dirname, 'upload-worker.mjs'), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  let finished = false;
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      finished = code === 0;
      if (finished || signal === 'SIGKILL') resolve();
      else reject(new Error(`The worker ended with ${signal ?? code}:\n${complaint}`));
    });
  });
  // The caller that awaits it gets the rejection; until then it must not count as unhandled.
  ended.catch(() => undefined);
  child.send(plan);
  return {
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
      return finished;
    },
  };
}
