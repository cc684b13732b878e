import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Random, tinyVideo } from '@piyakast/testing';
import { between } from './chance.js';

/** One file to upload, as the worker's list holds it. */
export interface Job {
  key: string;
  title: string;
  path: string;
  /** The file's name as PeerTube gets it. */
  name: string;
  sha256: string;
}

const SMALLEST_BYTES = 16;
const LARGEST_BYTES = 20_000;

/**
 * Makes the files and the list. They come in pairs that look the same from outside (title, name and size), and differ in
 * their bytes.
 */
export async function makeJobs(folder: string, count: number, random: Random): Promise<Job[]> {
  const files = join(folder, 'files');
  await mkdir(files);
  const jobs: Job[] = [];
  let sizeBytes = 0;
  for (let index = 0; index < count; index++) {
    if (index % 2 === 0) sizeBytes = between(random, SMALLEST_BYTES, LARGEST_BYTES);
    const bytes = tinyVideo(sizeBytes, between(random, 1, 2 ** 31));
    const path = join(files, `${index}.mp4`);
    await writeFile(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    jobs.push({ key: `chaos-${index}`, title: `Chaos ${index >> 1}`, path, name: 'same.mp4', sha256 });
  }
  await writeFile(join(folder, 'jobs.json'), JSON.stringify(jobs));
  return jobs;
}

/** The lines of a list that the worker writes to; none when it has not begun. */
export async function readLines<Line>(path: string): Promise<Line[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
