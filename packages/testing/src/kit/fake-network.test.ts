import { describe, expect, it } from 'vitest';
import { createFakeNetwork } from './fake-network.js';

const server = {
  async fetch(request: Request) {
    if (request.url.endsWith('/down')) return Response.error();
    return new Response(`${request.headers.get('content-length')} ${await request.text()}`);
  },
};

describe('createFakeNetwork()', () => {
  it('writes the transcript, sets Content-Length and throws for a cut connection', async () => {
    const { fetch, transcript } = createFakeNetwork(server);
    const headers = { 'content-range': 'bytes 0-2/9' };
    const response = await fetch('https://video.example/api/v1/videos', {
      method: 'PUT',
      headers,
      body: new Blob(['abc']),
    });
    expect(await response.text()).toBe('3 abc');
    await expect(fetch('https://video.example/down')).rejects.toThrow(TypeError);
    expect(transcript).toEqual(['PUT videos bytes 0-2/9 -> 200', 'GET /down -> cut']);
  });

  it('meets the middlebox that was added last first', async () => {
    const { fetch, transcript, between } = createFakeNetwork(server);
    between((request, pass) => pass(new Request(request, { headers: { 'content-length': '42' } })));
    between(async (request, pass) => (request.method === 'PUT' ? new Response(null, { status: 502 }) : pass(request)));
    expect(await (await fetch('https://video.example/x')).text()).toBe('42 ');
    expect((await fetch('https://video.example/x', { method: 'PUT' })).status).toBe(502);
    expect(transcript).toEqual(['GET /x -> 200', 'PUT /x -> 502']);
  });
});
