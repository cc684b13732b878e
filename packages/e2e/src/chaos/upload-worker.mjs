/**
 * Uploads a list of files to PeerTube, several at once, and may be killed at any moment: a restart brings it to
 * the end. What it must remember is in its folder: the list with its keys, which of them are done, the uploads' records and
 * the session.
 */
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPiyaError, PeerTubeClient } from '@piyakast/sdk';
import { fileSource, fileTokenStore, folderRecords } from '@piyakast/sdk/node';
import { fastClock } from './fast-clock.mjs';

/** Chunks are so small that a file of a few kilobytes has several. */
const CHUNK_BYTES = 4 * 1024;
/** A request is given up sooner than by default, because a worker's whole life is a second or two. */
const REQUEST_TIMEOUT_MS = 5_000;
/** Rejections of one upload in one life of the process. */
const MAX_REJECTIONS = 20;
/** Before the next try of what failed, on the fast clock. */
const PAUSE_MS = 2_000;

process.once('disconnect', () => process.exit(1));
process.once('message', (plan) => work(plan).then(() => process.exit(0), fail));

async function work({ url, account, secret, folder, clock: clockOptions, concurrency }) {
  const clock = fastClock(clockOptions);
  const jobs = await openJobs(folder);
  const records = folderRecords(join(folder, 'records'));
  const signIn = () => client.auth.signIn(account);
  const client = new PeerTubeClient({
    url,
    clock,
    timeoutMs: REQUEST_TIMEOUT_MS,
    tokenStore: fileTokenStore({ path: join(folder, 'session'), secret }),
    // A refresh whose answer was lost ends the session for good.
    onReauthentication: signIn,
  });

  const uploadOne = async ({ key, title, path, name }) => {
    const upload = client.uploads.upload(await fileSource(path, { name }), {
      key,
      records,
      name: title,
      privacy: 'public',
      chunkBytes: CHUNK_BYTES,
      maxChunkBytes: CHUNK_BYTES,
    });
    return (await upload.done).uuid;
  };

  const uploadAll = async () => {
    for (let job = jobs.next(); job; job = jobs.next()) {
      for (let rejections = 1; ; rejections++) {
        try {
          await signedIn(client, signIn);
          await jobs.done(job.key, await uploadOne(job));
          break;
        } catch (error) {
          await jobs.rejected(job.key, error);
          if (!mayTryAgain(error) || rejections === MAX_REJECTIONS) throw error;
          await clock.sleep(PAUSE_MS);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, uploadAll));
}

/** Anything else than these is a defect: no fault that the parent sets makes an upload impossible. */
const mayTryAgain = (error) => isPiyaError(error) && (error.retryable || error.code.startsWith('auth/'));

let signingIn;

async function signedIn(client, signIn) {
  if ((await client.auth.session()) !== undefined) return;
  signingIn ??= signIn().finally(() => {
    signingIn = undefined;
  });
  await signingIn;
}

async function openJobs(folder) {
  const list = JSON.parse(await readFile(join(folder, 'jobs.json'), 'utf8'));
  const donePath = join(folder, 'done.jsonl');
  const lines = existsSync(donePath) ? (await readFile(donePath, 'utf8')).split('\n').filter(Boolean) : [];
  const done = new Set(lines.map((line) => JSON.parse(line).key));
  const waiting = list.filter(({ key }) => !done.has(key));
  const doneFile = await open(donePath, 'a');
  const rejectedFile = await open(join(folder, 'rejected.jsonl'), 'a');
  return {
    next: () => waiting.shift(),
    async done(key, uuid) {
      await doneFile.write(`${JSON.stringify({ key, uuid })}\n`);
      await doneFile.datasync();
    },
    async rejected(key, error) {
      const { code = 'unknown', message } = error;
      await rejectedFile.write(`${JSON.stringify({ key, code, message })}\n`);
    },
  };
}

function fail(error) {
  console.error(error);
  process.exit(1);
}
