import { fork } from 'node:child_process';
import { join } from 'node:path';
import { PeerTubeClient } from '@piyakast/sdk';

/**
 * The server to send to, with an account and a signed-in client of it. `sandbox` starts one in its own process that
 * only looks at the first bytes of a file, so that no ffmpeg works beside the next run.
 */
export async function openServer(name) {
  const { stop, ...account } = name === 'sandbox' ? await startSandbox() : named(name);
  const client = new PeerTubeClient({ url: account.url });
  await client.auth.signIn(account);
  const { serverVersion } = await client.config.get();
  return {
    account,
    client,
    version: serverVersion,
    /** Deletes a video, so that the disk does not fill and PeerTube does not transcode while the next one is measured. */
    forget: (uuid) => client.videos.delete(uuid),
    async close() {
      await client.auth.signOut();
      await stop();
    },
  };
}

function named(url) {
  const { PEERTUBE_USERNAME: username, PEERTUBE_PASSWORD: password } = process.env;
  if (!username || !password) throw new Error('Set PEERTUBE_USERNAME and PEERTUBE_PASSWORD to an account of yours.');
  return { url, username, password, stop: async () => undefined };
}

async function startSandbox() {
  const child = fork(join(import.meta.dirname, 'sandbox-process.mjs'));
  const ended = new Promise((done) => child.once('exit', done));
  const account = await new Promise((started, failed) => {
    child.once('message', started);
    child.once('exit', (code) => failed(new Error(`The sandbox ended with exit code ${code}.`)));
  });
  return {
    ...account,
    async stop() {
      child.send('stop');
      await ended;
    },
  };
}
