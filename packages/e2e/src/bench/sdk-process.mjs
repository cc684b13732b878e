/** One upload by the SDK, from a file, and what it cost this process. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PeerTubeClient } from '@piyakast/sdk';
import { openSource } from './sources.mjs';

process.once('message', async ({ account, path, name, kind }) => {
  const chunks = [];
  const noted = (input, init) => {
    const range = /^bytes (\d+)-(\d+)\//.exec(new Headers(init?.headers).get('content-range') ?? '');
    if (range) chunks.push([Number(range[1]), Number(range[2]) + 1]);
    return fetch(input, init);
  };
  const client = new PeerTubeClient({ url: account.url, fetch: noted });
  await client.auth.signIn(account);
  // What starting took is given back before the idle process is measured.
  for (let turn = 0; turn < 5; turn++) {
    globalThis.gc?.();
    await sleep(100);
  }
  const idleBytes = process.memoryUsage.rss();
  const beganMs = performance.now();
  const { uuid } = await client.uploads.upload(await openSource(kind, path), { name, privacy: 'private' }).done;
  const seconds = (performance.now() - beganMs) / 1000;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  await client.auth.signOut();
  process.send({ uuid, seconds, idleBytes, peakBytes, chunks }, () => process.disconnect());
});
