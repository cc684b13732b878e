import { describe, expect, it } from 'vitest';
import { peertubeProblem } from '../peertube/request/problem-table.js';
import { json } from '../test-support/transcript.js';
import { createHttp } from './create-http.js';
import type { CreateHttpOptions } from './types.js';

/** What `fetch` gives after it followed a redirect. */
const redirected = (to: string, status = 200, body: unknown = {}): Response =>
  Object.defineProperties(json(body, status), { redirected: { value: true }, url: { value: to } });

describe('an http:// address that redirects to https://', () => {
  const http = (reply: Response, auth?: CreateHttpOptions['auth']) =>
    createHttp({
      url: 'http://video.example',
      fetch: async () => reply,
      auth,
      retry: { limit: 0 },
      mapProblem: peertubeProblem,
    });
  const said = {
    name: 'ConfigError',
    code: 'config/invalid-option',
    message: 'http://video.example redirects to https://video.example. Use that address.',
  };

  it('is named when a sign-in is sent there, instead of wrong credentials', async () => {
    // The POST has become a GET, which PeerTube answers with an empty 400 or with its page.
    for (const reply of [
      redirected('https://video.example/api/v1/users/token', 400),
      redirected('https://video.example/'),
    ]) {
      const call = http(reply).request({ method: 'POST', path: '/api/v1/users/token', body: 'grant_type=password' });
      await expect(call).rejects.toMatchObject(said);
    }
  });

  it('is named when a token was lost on the way', async () => {
    const reply = redirected('https://video.example/api/v1/videos');
    const auth = { token: async () => 'token', refused: async () => undefined };
    await expect(http(reply, auth).request({ path: '/api/v1/videos' })).rejects.toMatchObject(said);
  });

  it('is no obstacle to a plain read, nor is a redirect to a file elsewhere', async () => {
    const config = redirected('https://video.example/api/v1/config');
    expect(await http(config).json({ path: '/api/v1/config' })).toEqual({});
    const auth = { token: async () => 'token', refused: async () => undefined };
    const file = http(redirected('https://storage.example/file.mp4'), auth);
    expect((await file.request({ path: '/download/file.mp4' })).status).toBe(200);
  });
});
