import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FakeState } from '../peertube/state.js';

/** What a data folder keeps beside the files. */
export interface SavedState {
  version: 1;
  state: FakeState;
  passwordHashes: Record<string, string>;
}

export async function loadState(path: string): Promise<SavedState | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as SavedState;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`the sandbox's state in ${path} cannot be read`, { cause: error });
  }
}

/**
 * Writes the state whole, through a second file, so that a kill leaves the old or the new one.
 *
 * Calls that come while a write runs share the next one: each resolves when what it saw is on the disk.
 */
export function createStateWriter(path: string, snapshot: () => SavedState): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const write = async () => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, JSON.stringify(snapshot()), { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  return () => {
    next ??= (async () => {
      await running?.catch(() => undefined); // Its own callers see that failure; this write stands for itself.
      running = next;
      next = undefined;
      await write();
    })();
    return next;
  };
}
