/** What the page does; the bundle leaves it in `piyaBench`. */
import { PeerTubeClient } from '@piyakast/sdk';

let client;

export async function signIn(account) {
  client = new PeerTubeClient({ url: account.url });
  await client.auth.signIn(account);
}

export async function upload(file) {
  const beganMs = performance.now();
  const { uuid } = await client.uploads.upload(file, { name: 'bench of a page', privacy: 'private' }).done;
  return { uuid, seconds: (performance.now() - beganMs) / 1000 };
}
