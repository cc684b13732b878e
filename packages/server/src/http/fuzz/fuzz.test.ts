import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sampleMp4 } from '../../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../../test-support/test-server.js';
import { choicesOf } from './random.js';
import { type Known, type OpenApi, type RawRequest, requestMaker } from './requests.js';

/** `npm run fuzz` sends 20,000; a run is repeated with `FUZZ_SEED`. */
const COUNT = Number(process.env.FUZZ_REQUESTS ?? 800);
const SEED = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const AT_ONCE = 8;
/** Things are deleted on the way; so often there are new ones. */
const ROUND = 400;
/** A body that never ends is answered after 100 ms. */
const PATIENCE_MS = 3000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ bodyLimits: { bodyMs: 100, lingerMs: 50 } });
  // Each round makes a live, and requests make more.
  Object.assign(server.sandbox.fake.features.live, { maxUserLives: -1, maxInstanceLives: -1 });
});
afterAll(() => server.close());

/** The answer as text; empty when the server closed the connection without one. */
function send({ head, body }: RawRequest): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(text);
    };
    const timer = setTimeout(end, PATIENCE_MS);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      // Events go on without an end.
      if (text.includes('text/event-stream')) end();
    });
    socket.on('error', end);
    socket.on('close', end);
    socket.write(head);
    socket.write(body);
  });
}

async function things(round: number): Promise<Known> {
  const alice = server.client('alice');
  const file = { bytes: sampleMp4(500), metadata: { name: 'fuzzed', privacy: 'private' } };
  const upload = (await server.tus('alice').create(file)).headers.get('location')?.split('/').at(-1) ?? '';
  const video = await server.tus('alice').send({ ...file, metadata: { name: `fuzzed ${round}` } });
  const stream = (await alice.streams.create({ name: 'fuzzed live' })).id;
  const tokens = (['alice', 'bob', 'admin'] as const).map((who) => server.token(who) ?? '');
  return { ids: [upload, video, stream], tokens };
}

/** What no answer may hold: where the program lies, and how it failed. */
const inside = () => [server.dataDir, import.meta.dirname.slice(0, 12), 'node_modules', '    at ', 'node:internal'];

it(`${COUNT} malformed requests: no 5xx, no crash, no path or stack`, { timeout: 30 * 60_000 }, async () => {
  const failed = vi.spyOn(server.services.log, 'error');
  const choices = choicesOf(SEED);
  const api = (await (await fetch(`${server.url}/openapi.json`)).json()) as OpenApi;
  const statuses = new Map<string, number>();
  const wrong: { request: string; answer: string }[] = [];
  for (let sent = 0; sent < COUNT; sent += ROUND) {
    const make = requestMaker(api, await things(sent), choices);
    const batch = Array.from({ length: Math.min(ROUND, COUNT - sent) }, make);
    const sender = async () => {
      for (let request = batch.pop(); request !== undefined; request = batch.pop()) {
        const answer = await send(request);
        const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'none';
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status.startsWith('5') || inside().some((text) => answer.includes(text))) {
          wrong.push({ request: `${request.head}${request.body}`.slice(0, 1000), answer: answer.slice(0, 600) });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
  }
  const counts = Object.fromEntries([...statuses].sort());
  if (COUNT > 5000) console.info(`seed ${SEED}:`, counts);
  expect(wrong.slice(0, 5), `seed ${SEED}`).toEqual([]);
  expect(failed.mock.calls.slice(0, 5), `seed ${SEED}`).toEqual([]);
  // Most got past the parser, and some past every check: else little was tried.
  expect(counts['400']).toBeGreaterThan(COUNT / 20);
  expect(counts['200']).toBeGreaterThan(COUNT / 50);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});
