import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { until } from '@piyakast/testing/kit';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';
import { deliver } from './deliver.js';

const SECRET = `whsec_${Buffer.from('thirty-two bytes of a secret key').toString('base64')}`;

interface Received {
  headers: Record<string, string>;
  body: string;
}
const received: Received[] = [];
/** What the receiver answers next; 204 when empty. */
const answers: number[] = [];
let receiver: Server;
let url: string;
let server: TestServer;

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    received.push({ headers: request.headers as Record<string, string>, body: await text(request) });
    response.writeHead(answers.shift() ?? 204, { location: 'http://127.0.0.1:1/' }).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  server = await startTestServer({
    env: { WEBHOOK_URLS: url, WEBHOOK_SECRET: SECRET, WEBHOOK_ALLOW_PRIVATE: 'true' },
  });
});
afterAll(async () => {
  await server.close();
  receiver.close();
});

const messages = () =>
  received.map(({ body }) => JSON.parse(body) as { type: string; timestamp: string; data: { id: string } });
const typesOf = (id: string) => [...new Set(messages().flatMap(({ type, data }) => (data.id === id ? [type] : [])))];

describe('webhooks', () => {
  it('follow a video and a live, signed as Standard Webhooks, and are sent again after a failure', async () => {
    answers.push(500);
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'announced' } });
    const { id: liveId, uuid } = await server.client('alice').streams.create({ name: 'announced live' });
    const { streamKey } = await server.client('alice').streams.credentials(liveId);
    server.sandbox.fake.goLive(uuid, { instant: true });
    await until(
      'all messages',
      () => typesOf(id).includes('video.published') && typesOf(liveId).includes('stream.live'),
    );
    await until('the message that failed', () => received.length > new Set(received.map(idOf)).size);
    const checker = new Webhook(SECRET);
    for (const { headers, body } of received) expect(checker.verify(body, headers)).toEqual(JSON.parse(body));
    expect(typesOf(id).sort()).toEqual(['video.published', 'video.received']);
    // Each message has one id in every attempt, and each event one message.
    const first = received.find(({ headers }) => headers['webhook-id'] === idOf(received[0] as Received));
    expect(received.filter((one) => idOf(one) === first?.headers['webhook-id']).length).toBe(2);
    const events = messages().map(({ type, data }) => `${type} ${data.id}`);
    expect(new Set(received.map(idOf)).size).toBe(new Set(events).size);
    expect(received.map(({ body }) => body).join()).not.toContain(streamKey);
    // A message that is kept and sent later, or changed, is refused by its receiver.
    const { headers, body } = received[0] as Received;
    const old = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 3600) };
    expect(() => checker.verify(body, old)).toThrow();
    expect(() => checker.verify(body.replace('announced', 'another'), headers)).toThrow();
  });

  it('go to no address of this machine or of a private network unless that is allowed, and follow no redirect', async () => {
    const count = received.length;
    const message = { id: 'message', body: '{}' };
    const send = (to: string, allowPrivate: boolean) =>
      deliver(message, { url: to, secret: SECRET, allowPrivate, signal: new AbortController().signal });
    const { port } = new URL(url);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1']) {
      await expect(send(`http://${host}:${port}/hook`, false), host).rejects.toThrow('is no public address');
    }
    expect(received.length).toBe(count);
    answers.push(302);
    await expect(send(url, true)).rejects.toThrow('answered 302');
    expect(received.length).toBe(count + 1);
  });
});

const idOf = ({ headers }: Received) => headers['webhook-id'] ?? '';
