import { describe, expect, it } from 'vitest';
import { instantClock } from '../upload/test-support/instant-clock.js';
import { createPiyakast } from './create-piyakast.js';
import { listenToPiyakast } from './events.js';
import type { PiyakastEvent } from './types.js';

const encoder = new TextEncoder();
const deleted = (id: string, eventId = id) =>
  `id: ${eventId}\nevent: video-deleted\ndata: {"type":"video-deleted","id":"${id}"}\n\n`;

/** Serves one list of texts for each connection; the last connection stays open. */
function server(...connections: (string[] | number)[]) {
  const requests: Request[] = [];
  const fetch = async (input: Request | URL | string, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    requests.push(request);
    const texts = connections.shift() ?? [];
    if (typeof texts === 'number') return new Response(null, { status: texts });
    const isLast = connections.length === 0;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const text of texts) controller.enqueue(encoder.encode(text));
        if (!isLast) controller.close();
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  const clock = { ...instantClock(), idle: Number.NaN };
  /** Silence never ends here unless a test says so; pauses between connections take no time. */
  const sleep = (ms: number, signal?: AbortSignal) =>
    ms === 60_000
      ? new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      : clock.sleep(ms, signal);
  const piyakast = createPiyakast({
    url: 'https://cast.example',
    token: 'secret',
    fetch,
    clock: { now: clock.now, sleep },
    retry: { limit: 0 },
  });
  return { piyakast, requests };
}

async function take(events: AsyncIterable<PiyakastEvent>, count: number): Promise<PiyakastEvent[]> {
  const taken: PiyakastEvent[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

describe('listenToPiyakast()', () => {
  it('gives the events in order, whatever the pieces they come in (promise 60)', async () => {
    const text = `: hello\n\n${deleted('a')}${deleted('b')}`;
    const { piyakast, requests } = server([text.slice(0, 30), text.slice(30)]);
    const events = await take(listenToPiyakast(piyakast), 2);
    expect(events).toEqual([
      { type: 'video-deleted', id: 'a' },
      { type: 'video-deleted', id: 'b' },
    ]);
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer secret');
    expect(requests[0]?.url).toBe('https://cast.example/api/v1/events');
  });

  it('connects again after the end and after an outage, and names the last event', async () => {
    const { piyakast, requests } = server([deleted('a', '7')], 502, [deleted('b', '8')]);
    const events = await take(listenToPiyakast(piyakast), 2);
    expect(events).toHaveLength(2);
    expect(requests.map((request) => request.headers.get('last-event-id'))).toEqual([null, '7', '7']);
  });

  it('connects again when the server is silent for too long', async () => {
    const { piyakast } = server([deleted('a')], [deleted('b')]);
    expect(await take(listenToPiyakast(piyakast, { idleTimeoutMs: 5_000 }), 2)).toHaveLength(2);
  });

  it('passes over what a newer server sends', async () => {
    const strange = 'event: new\ndata: {"type":"new-thing"}\n\ndata: not json\n\n';
    const { piyakast } = server([strange + deleted('a')]);
    expect(await take(listenToPiyakast(piyakast), 1)).toEqual([{ type: 'video-deleted', id: 'a' }]);
  });

  it('fails when the token is refused, instead of asking for ever', async () => {
    const { piyakast } = server(401);
    await expect(take(listenToPiyakast(piyakast), 1)).rejects.toMatchObject({ code: 'auth/not-signed-in' });
  });

  it('ends quietly when the signal aborts', async () => {
    const stop = new AbortController();
    const { piyakast } = server([deleted('a')]);
    const seen: PiyakastEvent[] = [];
    for await (const event of listenToPiyakast(piyakast, { signal: stop.signal })) {
      seen.push(event);
      stop.abort();
    }
    expect(seen).toHaveLength(1);
  });
});
