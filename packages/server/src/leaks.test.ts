import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog, type Logger } from './log.js';
import { sampleMp4 } from './test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from './test-support/test-server.js';

let directory: string;
let logFile: string;
let log: Logger;
let server: TestServer;
const stop = new AbortController();
/** All that others were sent: events and answers. */
let output = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'piyakast-leaks-'));
  logFile = join(directory, 'server.log');
  log = createLog({ level: 'trace', file: logFile });
  server = await startTestServer({ log, env: { LOG_LEVEL: 'trace', METRICS_TOKEN: 'm'.repeat(40) } });
  for (const who of ['stranger', 'bob'] as const) {
    const events = await fetch(`${server.url}/api/v1/events`, { headers: server.as(who), signal: stop.signal });
    collect(events).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
  }
});
afterAll(async () => {
  stop.abort();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

async function collect(answer: Response): Promise<void> {
  for await (const chunk of answer.body ?? []) output += Buffer.from(chunk).toString();
}
const read = async (who: Who, path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${server.url}${path}`, { headers: { ...server.as(who), ...headers } });
  output += `${JSON.stringify([...answer.headers])}\n${await answer.text()}\n`;
};

/** A live and a video with all that is secret about them, through good and bad times. */
async function busyEvening(name: string): Promise<{ ids: string[]; secrets: Record<string, string> }> {
  const alice = server.client('alice');
  const { fake } = server.sandbox;
  const live = await alice.streams.create({ name, saveReplay: false });
  const { streamKey } = await alice.streams.credentials(live.id);
  fake.goLive(live.uuid, { instant: true });
  await until('the live', async () => (await alice.streams.get(live.id)).state === 'live');
  const videoPassword = crypto.randomUUID();
  const metadata = { name: 'with a password', privacy: 'password', videoPasswords: [videoPassword] };
  const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata });
  await until('the publication', async () => (await alice.videos.get(id)).state === 'published');
  const { fileToken } = await alice.videos.playback(id);
  // Refused sessions, a PeerTube that is away, and its errors are what logs are full of.
  for (const token of fake.state.tokens) token.accessExpiresAtMs = 0;
  await alice.videos.update(id, { description: 'with a new session' });
  server.sandbox.faults.set({ down: true });
  await alice.videos.update(id, { description: 'while it is away' }).catch(() => undefined);
  await alice.videos.playback(id).catch(() => undefined);
  server.sandbox.faults.clear();
  await until('PeerTube again', async () => (await alice.status.get()).status === 'ok');
  fake.endLive(live.uuid, { instant: true });
  await until('the end', async () => (await alice.streams.get(live.id)).state !== 'live');
  const sessions = fake.state.tokens.flatMap(({ access, refresh }, index) => [
    [`access token ${index}`, access],
    [`refresh token ${index}`, refresh],
  ]);
  const users = (['alice', 'bob', 'admin'] as const).map((who) => [`token of ${who}`, server.token(who) ?? '']);
  const secrets = {
    streamKey,
    videoPassword,
    fileToken: fileToken ?? '',
    accountPassword: server.sandbox.account.password,
    clientSecret: fake.state.clientSecret,
    serverSecret: server.secret,
    metricsToken: 'm'.repeat(40),
    ...Object.fromEntries([...sessions, ...users]),
  };
  return { ids: [live.id, id], secrets };
}

/** Everything that left the server, but for what only an owner gets. */
async function everything(ids: string[], secrets: Record<string, string>): Promise<string> {
  for (const id of ids) {
    for (const path of [`/api/v1/videos/${id}`, `/api/v1/streams/${id}`, `/v/${id}`, `/media/${id}`]) {
      for (const who of ['stranger', 'bob'] as const) await read(who, path, { accept: 'application/json' });
    }
    await read('bob', `/api/v1/streams/${id}/credentials`);
    await read('stranger', `/api/v1/videos/${id}/playback`, { 'x-peertube-video-password': 'a guess' });
  }
  for (const path of ['/metrics', '/api/v1/stats', '/api/v1/streams', '/api/v1/videos', '/openapi.json', '/readyz']) {
    await read('admin', path);
  }
  // What is wrong is often repeated in the answer.
  await read('stranger', `/api/v1/videos?start=${secrets.streamKey}`);
  await read('stranger', '/api/v1/videos', { authorization: `Bearer ${secrets.serverSecret}` });
  // The log is written line by line, in order: when the last is there, all are.
  const end = crypto.randomUUID();
  log.fatal(end);
  const lines = await until('the whole log', async () => {
    const text = await readFile(logFile, 'utf8').catch(() => '');
    return text.includes(end) && text;
  });
  return `${lines}\n${output}`;
}

/** Names of the secrets in a text, plain or in the encodings that addresses and headers have. */
function leaks(text: string, secrets: Record<string, string>): string[] {
  const forms = (secret: string) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
  return Object.entries(secrets).flatMap(([name, secret]) =>
    secret.length >= 8 && forms(secret).some((form) => text.includes(form)) ? [name] : [],
  );
}

it('no key, token or password is in any log line, event, metric, or answer to another (promise 43)', async () => {
  const { ids, secrets } = await busyEvening('an evening');
  expect(Object.values(secrets).filter((secret) => secret.length < 8)).toEqual([]);
  const text = await everything(ids, secrets);
  // The events of an evening are there, so the log is that of it.
  for (const event of ['video.received', 'video.publishing', 'video.published', 'stream.created', 'stream.state']) {
    expect(text).toContain(`"event":"${event}"`);
  }
  expect(leaks(text, secrets)).toEqual([]);

  // The search finds what is planted: in a log line, and in an event.
  log.info({ note: secrets.videoPassword }, 'planted');
  await server.client('alice').streams.create({ name: `planted ${secrets.streamKey}`.slice(0, 120) });
  await until('the planted event', () => output.includes('planted'));
  expect(leaks(await everything(ids, secrets), secrets).sort()).toEqual(['streamKey', 'videoPassword']);
});
