import type { PiyakastEvent } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer, type Who } from '../test-support/test-server.js';

let server: TestServer;
const stops: AbortController[] = [];

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  for (const stop of stops) stop.abort();
  await server.close();
});

/** Everything that somebody hears from now on, with the ids. */
async function listen(who: Who, lastEventId?: string) {
  const stop = new AbortController();
  stops.push(stop);
  const heard: PiyakastEvent[] = [];
  const ids: string[] = [];
  const headers = { ...server.as(who), ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
  const answer = await fetch(`${server.url}/api/v1/events`, { headers, signal: stop.signal });
  const read = async () => {
    let text = '';
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^data: (.*)$/m.exec(block)?.[1];
        const id = /^id: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) heard.push(JSON.parse(data) as PiyakastEvent);
        if (id !== undefined) ids.push(id);
      }
    }
  };
  read().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  await until('the first status', () => heard.some(({ type }) => type === 'status'));
  return { answer, heard, ids };
}

const states = (events: PiyakastEvent[], id: string) =>
  events.flatMap((event) => (event.type === 'video' && event.video.id === id ? [event.video.state] : []));

describe('GET /api/v1/events', () => {
  it('tells each stage of an upload, in order (promise 60)', async () => {
    const { answer, heard } = await listen('alice');
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'in stages' } });
    await until('the published event', () => states(heard, id).includes('published'));
    const distinct = states(heard, id).filter((state, index, all) => state !== all[index - 1]);
    expect(distinct).toEqual(['receiving', 'stored', 'publishing', 'published']);
  });

  it('shows bytes to PeerTube, transcoding there, and the publication, in this order (promise 60)', async () => {
    const { features, faults } = { features: server.sandbox.fake.features, faults: server.sandbox.faults };
    const before = features.transcodingMs;
    features.transcodingMs = 1500;
    faults.set({ bytesPerSecond: 2_000_000 });
    const { heard } = await listen('alice');
    const id = await server.tus('alice').send({ bytes: sampleMp4(3_000_000), metadata: { name: 'shown stages' } });
    await until('the published event', () => states(heard, id).includes('published'));
    features.transcodingMs = before;
    faults.clear();
    const seen = heard.flatMap((event) => (event.type === 'video' && event.video.id === id ? [event.video] : []));
    const stages = seen.map(({ state, stage }) => stage ?? state);
    expect(stages.filter((stage, index) => stage !== stages[index - 1])).toEqual([
      ...['receiving', 'stored', 'sending', 'transcoding', 'published'],
    ]);
    const sent = seen.filter(({ stage }) => stage === 'sending').map(({ publishedBytes }) => publishedBytes);
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect(sent.some((bytes) => bytes > 0)).toBe(true);
    const transcoding = seen.filter(({ stage }) => stage === 'transcoding');
    expect(transcoding.every(({ publishedBytes, sizeBytes }) => publishedBytes === sizeBytes)).toBe(true);
  });

  it('tells nobody what he may not see', async () => {
    const alice = await listen('alice');
    const bob = await listen('bob');
    const stranger = await listen('stranger');
    const send = (name: string, privacy: string) =>
      server.tus('alice').send({ bytes: sampleMp4(), metadata: { name, privacy } });
    const hidden = await send('hidden', 'private');
    const inside = await send('inside', 'internal');
    const open = await send('open', 'public');
    for (const who of [alice, bob, stranger]) {
      await until('the open one', () => states(who.heard, open).includes('published'));
    }
    await until('the hidden one', () => states(alice.heard, hidden).includes('published'));
    expect(states(bob.heard, hidden)).toEqual([]);
    expect(states(stranger.heard, hidden)).toEqual([]);
    await until('the inside one', () => states(bob.heard, inside).includes('published'));
    expect(states(stranger.heard, inside)).toEqual([]);
    expect(states(stranger.heard, open)).not.toContain('receiving');
    // Nor is anything said of what was never shown: not even that it is not there.
    const gone = (id: string) => (event: PiyakastEvent) => event.type === 'video-deleted' && event.id === id;
    for (const { heard } of [bob, stranger]) expect(heard.filter(gone(open))).toEqual([]);
    expect(JSON.stringify(stranger.heard)).not.toContain(hidden);

    await server.client('alice').videos.update(open, { privacy: 'private' });
    await until('its disappearance', () =>
      stranger.heard.some((event) => event.type === 'video-deleted' && event.id === open),
    );
    await server.client('alice').videos.delete(hidden);
    await until('the deletion', () =>
      alice.heard.some((event) => event.type === 'video-deleted' && event.id === hidden),
    );
    expect(bob.heard.some((event) => event.type === 'video-deleted' && event.id === hidden)).toBe(false);
  });

  it('brings what was missed after a lost connection', async () => {
    const first = await listen('alice');
    const before = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'heard' } });
    await until('the event', () => states(first.heard, before).includes('published'));
    const lastId = first.ids.at(-1);
    stops.at(-1)?.abort();
    const missed = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'missed' } });
    await until('the publication', async () => (await server.client('alice').videos.get(missed)).state === 'published');
    const second = await listen('alice', lastId);
    await until('the missed event', () => states(second.heard, missed).includes('published'));
  });

  it('tells when PeerTube goes away and comes back (promise 35)', async () => {
    const { heard } = await listen('stranger');
    const last = () => heard.findLast((event) => event.type === 'status')?.status.status;
    server.sandbox.faults.set({ down: true });
    await server.services.streams
      .create({ subject: 'alice', role: 'user' }, { name: 'finds out' })
      .catch(() => undefined);
    await until('degraded', () => last() === 'degraded');
    server.sandbox.faults.clear();
    await until('ok', () => last() === 'ok');
  });
});
