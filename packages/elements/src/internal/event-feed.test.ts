import { expect } from '@esm-bundle/chai';
import type { PiyakastEvent } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { aVideo, FakePiyakast } from '../test-support/fake-piyakast.js';

import { listenToEvents } from './event-feed.js';

describe('listenToEvents()', () => {
  it('shares one connection among all listeners of a client, and ends it with the last', async () => {
    const client = new FakePiyakast();
    const [first, second] = [new AbortController(), new AbortController()];
    const heard: string[] = [];
    const hear = (name: string) => (event: PiyakastEvent) => heard.push(`${name} ${event.type}`);
    listenToEvents(client, hear('a'), { signal: first.signal });
    await until('the greeting', () => heard.includes('a status'));
    listenToEvents(client, hear('b'), { signal: second.signal });
    client.push({ type: 'video', video: aVideo() });
    await until('the video at both', () => heard.includes('b video'));
    expect(client.connections).to.equal(1);
    expect(heard).to.deep.equal(['a status', 'b status', 'a video', 'b video']);
    first.abort();
    client.push({ type: 'video-deleted', id: 'video-1' });
    await until('the second listener goes on', () => heard.includes('b video-deleted'));
    expect(heard).not.to.include('a video-deleted');
    second.abort();
    await until('the end of the connection', () => client.openConnections === 0);
  });

  it('begins a new connection after all have left', async () => {
    const client = new FakePiyakast();
    for (const round of [1, 2]) {
      const page = new AbortController();
      let greeted = false;
      listenToEvents(client, () => (greeted = true), { signal: page.signal });
      await until('the greeting', () => greeted);
      expect(client.connections).to.equal(round);
      page.abort();
      await until('the end of the connection', () => client.openConnections === 0);
    }
  });

  it('tells its listeners when the server refuses for good', async () => {
    const refusal = new Error('refused');
    const client = {
      events: {
        // biome-ignore lint/correctness/useYield: it fails before its first event.
        async *listen(): AsyncGenerator<PiyakastEvent> {
          throw refusal;
        },
      },
    };
    const error = await new Promise((resolve) => {
      listenToEvents(client, () => undefined, { signal: new AbortController().signal, onError: resolve });
    });
    expect(error).to.equal(refusal);
  });
});
