import { describe, expect, it } from 'vitest';
import { jsonReply, problemReply, scriptedFetch, unreachable } from './scripted-fetch.js';

describe('scriptedFetch()', () => {
  it('answers in order, repeats the last reply and records what was sent', async () => {
    const { fetch, sent } = scriptedFetch(
      unreachable(),
      ({ body }) => jsonReply({ got: body }),
      jsonReply('last', 201),
    );
    await expect(fetch('https://video.example/a')).rejects.toThrow('fetch failed');
    const second = await fetch('https://video.example/b', { method: 'PUT', body: 'bytes', headers: { 'x-name': 'v' } });
    expect(await second.json()).toEqual({ got: 'bytes' });
    for (const _ of [1, 2]) {
      const response = await fetch('https://video.example/c');
      expect([response.status, await response.json()]).toEqual([201, 'last']);
    }
    expect(sent.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      'GET /a',
      'PUT /b',
      'GET /c',
      'GET /c',
    ]);
    expect(sent[1]?.headers.get('x-name')).toBe('v');
  });

  it('sends nothing when the signal is aborted already', async () => {
    const { fetch, sent } = scriptedFetch(jsonReply({}));
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(fetch('https://video.example/', { signal })).rejects.toThrow('stopped');
    expect(sent).toEqual([]);
  });
});

describe('problemReply()', () => {
  it('has the shape of the version: `error` repeats the detail in 6.3.0 and is absent in 8.2.1', async () => {
    const old = problemReply(401, 'Token is invalid', { code: 'invalid_token' });
    expect(await old.json()).toMatchObject({ status: 401, code: 'invalid_token', error: 'Token is invalid' });
    const body = await problemReply(404, 'Video not found', { version: '8.2.1' }).json();
    expect(body).toEqual({ type: 'about:blank', detail: 'Video not found', status: 404 });
  });
});
