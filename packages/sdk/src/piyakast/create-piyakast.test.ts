import { describe, expect, it } from 'vitest';
import { NetworkError } from '../errors/network-error.js';
import { json, transcript } from '../test-support/transcript.js';
import { createPiyakast } from './create-piyakast.js';
import { uploadToPiyakast } from './uploads.js';

const failureOf = (body: unknown, status: number): Promise<unknown> => {
  const { fetch } = transcript(json(body, status, { 'content-type': 'application/problem+json' }));
  const { http } = createPiyakast({ url: 'https://cast.example', fetch, retry: { limit: 0 } });
  return http.json({ path: '/api/v1/videos' }).catch((error: unknown) => error);
};

describe('failures of a PIYAKast server (promise 38)', () => {
  it.each([
    ['upload/too-large', 413, 'UploadError'],
    ['live/no-instance', 503, 'LiveError'],
    ['auth/forbidden', 403, 'AuthError'],
    ['video/not-found', 404, 'HttpError'],
    ['video/private', 401, 'HttpError'],
  ])('keep the code %s, and say the next step once', async (code, status, name) => {
    const error = await failureOf({ status, code, detail: 'It did not work. Try again in a moment.' }, status);
    expect(error).toMatchObject({
      name,
      code,
      status,
      message: `GET /api/v1/videos answered ${status}: It did not work. Try again in a moment.`,
    });
  });

  it('have a next step where the server, or a proxy before it, says nothing', async () => {
    expect(await failureOf({}, 503)).toMatchObject({
      code: 'http/server-error',
      message: 'GET /api/v1/videos answered 503. Try again later.',
    });
    expect(await failureOf({ code: 'video/not-found' }, 404)).toMatchObject({
      message: 'GET /api/v1/videos answered 404. Check the id.',
    });
  });

  it('are of signing in when the function "token" throws', async () => {
    const cause = new Error('the page has no session');
    const token = () => Promise.reject(cause);
    const piyakast = createPiyakast({ url: 'https://cast.example', fetch: transcript().fetch, token });
    const upload = uploadToPiyakast(piyakast, new File(['x'], 'a.mp4'), { name: 'Holiday' });
    await expect(upload.done).rejects.toMatchObject({ code: 'auth/not-signed-in', retryable: false });
    await expect(piyakast.token()).rejects.toMatchObject({ code: 'auth/not-signed-in', cause });
  });
});

describe('the token of a PIYAKast client', () => {
  it('keeps a typed error of its function, which may be worth a repeat', async () => {
    const error = new NetworkError('away', { code: 'network/unreachable', retryable: true });
    const token = () => Promise.reject(error);
    const piyakast = createPiyakast({ url: 'https://cast.example', fetch: transcript().fetch, token });
    await expect(piyakast.http.json({ path: '/' })).rejects.toBe(error);
  });
});
