/** An upload of a file by its path in Node, Deno or Bun: `SMOKE_OPTIONS` with `path`, the video's uuid on standard output. */
import { PeerTubeClient } from '@piyakast/sdk';
import { fileSource } from '@piyakast/sdk/node';

const { url, username, password, runtime, path } = JSON.parse(process.env.SMOKE_OPTIONS ?? '{}');
const client = new PeerTubeClient({ url });
await client.auth.signIn({ username, password });
const upload = client.uploads.upload(await fileSource(path), { name: `file of ${runtime}` });
console.log((await upload.done).uuid);
