/**
 * `npm run bench:server [-- --seconds 3 --only media,answers,tus,events --database postgres://…]`: how fast a server
 * answers, beside its peers on the same machine in the same run. Writes `docs/guides/server-figures.md` with `--write`.
 * Ends with exit code 1 when a goal is missed.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PiyakastClient } from '@piyakast/sdk';
import { load } from './load.mjs';
import { hasNginx, memoryOf, startBare, startNginx, startPiyakast } from './server-peers.mjs';

const PARTS = ['media', 'answers', 'tus', 'events', 'uploads'];
const SMALL = { range: 'bytes=1000000-1016383' };
const LARGE = { range: 'bytes=1000000-9178879' };
const FILE_BYTES = 32 * 2 ** 20;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    only: { type: 'string', default: PARTS.join(',') },
    listeners: { type: 'string', default: '2000' },
    database: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const only = values.only.split(',');
const rows = [];
const folder = await mkdtemp(join(tmpdir(), 'piyakast-bench-'));
const env = values.database === undefined ? {} : { DATABASE_URL: values.database };
let server = await startPiyakast(join(folder, 'data'), env);
try {
  const id = await upload(server, FILE_BYTES);
  const file = join(folder, 'data', 'files', id);
  if (only.includes('media')) await media(id, file);
  if (only.includes('answers')) await answers();
  if (only.includes('tus')) await tus();
  if (only.includes('events')) await events(Number(values.listeners));
  if (only.includes('uploads')) await uploads(200);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
const table = print();
if (values.write) await writeFile(join(import.meta.dirname, '../../../../docs/guides/server-figures.md'), table);
process.exitCode = rows.some(({ isMissed }) => isMissed) ? 1 : 0;

/** A row of the table: what was measured, ours, the peer's, and the goal for the quotient or for ours alone. */
function row(what, ours, peer, { unit, goal, isMissed }) {
  const entry = { what, ours, peer, unit, goal, isMissed };
  rows.push(entry);
  console.log(
    `${isMissed ? 'MISSED' : 'ok'}\t${what}: ${ours} ${unit}${peer === '' ? '' : ` (${peer})`}, goal ${goal}`,
  );
}

function compare(what, ours, name, peer, { unit = 'requests/s', of = 'perSecond', least }) {
  const quotient = ours[of] / peer[of];
  const isMissed = quotient < least || ours.failed > 0;
  row(what, shown(ours[of]), `${name} ${shown(peer[of])}, ${quotient.toFixed(2)} x`, {
    unit,
    goal: `${least} x`,
    isMissed,
  });
}

async function media(id, file) {
  const bare = await startBare('bare-media.mjs', file);
  const url = `${server.url}/media/${id}`;
  const both = async (address, headers) => {
    // The first second is for the compilers.
    await load(address, { headers, seconds: 1 });
    return load(address, { headers, seconds });
  };
  const peer = { small: await both(bare.url, SMALL), large: await both(bare.url, LARGE) };
  compare('ranges of 16 KB', await both(url, SMALL), 'bare node:http', peer.small, { least: 0.7 });
  const large = { unit: 'bytes/s', of: 'bytesPerSecond', least: 0.9 };
  compare('ranges of 7.8 MB', await both(url, LARGE), 'bare node:http', peer.large, large);
  await bare.stop();
  if (!hasNginx()) return;
  await server.stop();
  server = await startPiyakast(join(folder, 'data'), { ...env, ACCEL_REDIRECT: '/files' });
  const nginx = await startNginx(join(folder, 'nginx'), join(folder, 'data', 'files'), server.url);
  const plain = `${nginx.url}/plain/${id}`;
  const accel = `${nginx.url}/media/${id}`;
  compare('X-Accel, 16 KB', await both(accel, SMALL), 'nginx', await both(plain, SMALL), { least: 0.9 });
  compare('X-Accel, 7.8 MB', await both(accel, LARGE), 'nginx', await both(plain, LARGE), large);
  await nginx.stop();
  await server.stop();
  server = await startPiyakast(join(folder, 'data'), env);
}

async function answers() {
  for (const [what, path] of [
    ['status', '/api/v1/status'],
    ['list of one video', '/api/v1/videos'],
  ]) {
    await load(`${server.url}${path}`, { seconds: 1 });
    const ours = await load(`${server.url}${path}`, { seconds });
    const isMissed = ours.perSecond < 8000 || ours.failed > 0;
    row(what, shown(ours.perSecond), '', { unit: 'requests/s', goal: '8,000', isMissed });
  }
}

/** The same bytes by the same client calls: one announcement, then one request with everything. */
async function tus() {
  const directory = join(folder, 'tus');
  await mkdir(directory);
  const bare = await startBare('bare-tus.mjs', directory);
  const bytes = video(64 * 2 ** 20);
  const time = async (url, headers) => {
    const startedMs = performance.now();
    for (let count = 0; count < 6; count++) await sendTus(url, bytes, headers);
    return { perSecond: (6 * bytes.length) / ((performance.now() - startedMs) / 1000), failed: 0 };
  };
  const headers = { authorization: `Bearer ${server.token}` };
  const ours = () => time(`${server.url}/api/v1/uploads`, headers);
  await time(bare.url, {});
  await ours();
  compare('tus, 64 MB', await ours(), 'bare @tus/server', await time(bare.url, {}), { unit: 'bytes/s', least: 0.9 });
  await bare.stop();
}

async function events(listeners) {
  const aborter = new AbortController();
  let heard = 0;
  let lastMs = 0;
  const listen = async () => {
    const answer = await fetch(`${server.url}/api/v1/events`, { signal: aborter.signal });
    return (async () => {
      for await (const chunk of answer.body) {
        if (!Buffer.from(chunk).toString().includes('heard by all')) continue;
        heard++;
        lastMs = performance.now();
        return;
      }
    })();
  };
  const listening = [];
  for (let count = 0; count < listeners; count += 100) {
    listening.push(...(await Promise.all(Array.from({ length: Math.min(100, listeners - count) }, listen))));
  }
  const client = new PiyakastClient({ url: server.url, token: server.token });
  const { data } = await client.videos.list();
  const startedMs = performance.now();
  await client.videos.update(data[0].id, { name: 'heard by all' });
  await Promise.race([Promise.all(listening), new Promise((resolve) => setTimeout(resolve, 20_000))]);
  aborter.abort();
  await Promise.allSettled(listening);
  const isMissed = heard < listeners || lastMs - startedMs > 1000;
  const took = `${Math.round(lastMs - startedMs)}`;
  row(`a change reaches ${listeners} listeners (${heard} did)`, took, '', {
    unit: 'ms to the last',
    goal: '1,000',
    isMissed,
  });
}

async function uploads(concurrent) {
  const before = memoryOf(server.pid).now;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(server.pid).now);
  }, 100);
  const bytes = video(4 * 2 ** 20);
  const headers = { authorization: `Bearer ${server.token}` };
  await Promise.all(Array.from({ length: concurrent }, () => sendTus(`${server.url}/api/v1/uploads`, bytes, headers)));
  clearInterval(watch);
  const isMissed = most > 300;
  row(`${concurrent} uploads at once`, String(most), `${before} before`, {
    unit: 'MB',
    goal: '300 on PostgreSQL',
    isMissed,
  });
}

function video(sizeBytes) {
  const bytes = randomBytes(sizeBytes);
  Buffer.from('000000186674797069736f6d0000020069736f6d6d703432', 'hex').copy(bytes);
  return bytes;
}

async function upload({ url, token }, sizeBytes) {
  const location = await sendTus(`${url}/api/v1/uploads`, video(sizeBytes), { authorization: `Bearer ${token}` });
  return location.split('/').at(-1);
}

async function sendTus(url, bytes, headers) {
  const fields = { filename: 'bench.mp4', metadata: JSON.stringify({ name: 'bench video' }) };
  const metadata = Object.entries(fields).map(([name, value]) => `${name} ${btoa(value)}`);
  const tus = { ...headers, 'tus-resumable': '1.0.0' };
  const created = await fetch(url, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata.join(',') },
  });
  if (created.status !== 201) throw new Error(`${created.status} ${await created.text()}`);
  const location = new URL(created.headers.get('location'), url).href;
  const sent = await fetch(location, {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  });
  if (sent.status !== 204) throw new Error(`${sent.status} ${await sent.text()}`);
  return location;
}

function shown(number) {
  return Math.round(number).toLocaleString('en-US');
}

function print() {
  const lines = rows.map(
    ({ what, ours, peer, unit, goal, isMissed }) =>
      `| ${what} | ${ours} ${unit} | ${peer} | ${goal} | ${isMissed ? 'no' : 'yes'} |`,
  );
  return `# How fast a server is

Made by \`npm run bench:server -- --write\`: 16 connections, ${seconds} s each, peers in the same run, server and load on the same
${cpus().length} processors, Node ${process.versions.node}, ${values.database === undefined ? 'the embedded database and a folder' : 'PostgreSQL and a folder'}.

| what | ours | peer | goal | reached |
| --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}
