import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const PATH = '/api/v1/videos/upload-resumable';

/** curl, made ready to send these chunks of a file: each is its own file, because curl sends whole files. */
export async function createCurl(folder, path, chunks) {
  const parts = join(folder, 'chunks');
  await mkdir(parts);
  const partOf = (index) => join(parts, String(index));
  for (const [index, [start, end]] of chunks.entries()) {
    await pipeline(createReadStream(path, { start, end: end - 1 }), createWriteStream(partOf(index)));
  }
  const total = chunks.at(-1)[1];
  const answerFile = join(parts, 'answer');

  /** One curl process with one connection: a line of its config for each option, `next` between the requests. */
  function configOf(location, token) {
    const requests = chunks.map(([start, end], index) =>
      [
        `url = "${location}"`,
        `upload-file = "${partOf(index)}"`,
        `header = "Authorization: Bearer ${token}"`,
        `header = "Content-Type: application/octet-stream"`,
        `header = "Content-Range: bytes ${start}-${end - 1}/${total}"`,
        // Else curl asks before each body, and is slower.
        'header = "Expect:"',
        `output = "${answerFile}"`,
        'write-out = "%{http_code}\\n"',
        'silent',
        'show-error',
      ].join('\n'),
    );
    return requests.join('\nnext\n');
  }

  return {
    async upload(server) {
      const { url } = server.account;
      const token = await tokenOf(server.account);
      const channelId = (await server.client.account.me()).videoChannels[0].id;
      const beganMs = performance.now();
      const begun = await fetch(`${url}${PATH}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'x-upload-content-length': String(total),
          'x-upload-content-type': 'video/mp4',
        },
        body: JSON.stringify({ name: `bench of curl ${process.pid}`, channelId, privacy: 3, filename: 'bench.mp4' }),
      });
      const id = new URL(begun.headers.get('location'), url).searchParams.get('upload_id');
      const statuses = await curl(configOf(`${url}${PATH}?upload_id=${id}`, token));
      const seconds = (performance.now() - beganMs) / 1000;
      const wrong = statuses.findIndex((status, index) => status !== (index === chunks.length - 1 ? '200' : '308'));
      if (wrong !== -1) throw new Error(`curl: chunk ${wrong} was answered with ${statuses[wrong]}.`);
      const { video } = JSON.parse(await readFile(answerFile, 'utf8'));
      await server.forget(video.uuid);
      return { seconds };
    },
    remove: () => rm(parts, { recursive: true }),
  };
}

/** The config goes in by standard input, so that the token is in no list of processes. */
async function curl(config) {
  const child = spawn('curl', ['--config', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((done, failed) => {
    child.once('error', (cause) => failed(new Error('curl could not be started: install it.', { cause })));
    child.once('close', (code) => (code === 0 ? done() : failed(new Error(`curl ended with exit code ${code}.`))));
  });
  let statuses = '';
  child.stdout.on('data', (text) => {
    statuses += text;
  });
  child.stdin.end(config);
  await ended;
  return statuses.trim().split('\n');
}

/** A token for curl; the SDK does not hand out its own. */
async function tokenOf({ url, username, password }) {
  const client = await (await fetch(`${url}/api/v1/oauth-clients/local`)).json();
  const body = new URLSearchParams({ ...client, grant_type: 'password', username, password });
  const answer = await fetch(`${url}/api/v1/users/token`, { method: 'POST', body });
  return (await answer.json()).access_token;
}
