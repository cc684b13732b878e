import type { Sandbox } from '@piyakast/testing/sandbox';
import type { Job } from './jobs.js';

/** What became of the uploads, by key. All empty is what it must be. */
export interface Verdict {
  /** Reported as done, and not there; or there under another id. */
  lost: string[];
  /** More than one video. */
  duplicated: string[];
  /** Other bytes than the file's. */
  altered: string[];
  /** Videos that were never uploaded. */
  foreign: string[];
}

/** Compares what was to be uploaded with what the sandbox holds, byte by byte (SHA-256). */
export async function judge(
  sandbox: Sandbox,
  jobs: readonly Pick<Job, 'key' | 'sha256'>[],
  done: ReadonlyMap<string, string>,
): Promise<Verdict> {
  const wanted = new Map(jobs.map((job) => [job.key, job]));
  const found = new Map<string, string[]>();
  const verdict: Verdict = { lost: [], duplicated: [], altered: [], foreign: [] };
  for (const { uuid, source } of sandbox.videos()) {
    const key = /\.piya-(.+)\.mp4$/.exec(source?.inputFilename ?? '')?.[1] ?? '';
    const job = wanted.get(key);
    if (!job) {
      verdict.foreign.push(uuid);
      continue;
    }
    found.set(key, [...(found.get(key) ?? []), uuid]);
    if ((await sandbox.sha256Of(uuid)) !== job.sha256) verdict.altered.push(key);
  }
  for (const { key } of jobs) {
    const uuids = found.get(key) ?? [];
    if (uuids.length > 1) verdict.duplicated.push(key);
    if (!uuids.includes(done.get(key) ?? '')) verdict.lost.push(key);
  }
  return verdict;
}
