import { describe, expect, it } from 'vitest';
import { isPiyaError, type PiyaError } from '../errors/piya-error.js';
import { peertubeProblem } from '../peertube/request/problem-table.js';
import { html, json, problem, type Reply, transcript, unreachable } from '../test-support/transcript.js';
import { createHttp } from './create-http.js';
import type { HttpRequest } from './types.js';

const url = 'https://video.example';
async function failureOf(reply: Reply, request: Partial<HttpRequest> = {}): Promise<PiyaError> {
  const { fetch } = transcript(reply);
  const http = createHttp({ url, fetch, retry: { limit: 0 }, mapProblem: peertubeProblem });
  const error: unknown = await http.json({ path: '/api/v1/videos/7', route: '/api/v1/videos/:id', ...request }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isPiyaError(error)) throw new Error('the request did not fail with a typed error');
  return error;
}

describe('failures (promise 38)', () => {
  it.each<[string, Reply, string, string]>([
    [
      'a problem document with a code',
      problem(401, 'Token is invalid', 'unauthorized_request'),
      'http/unauthorized',
      'GET /api/v1/videos/:id answered 401: Token is invalid. Sign in and try again.',
    ],
    [
      'a problem document without a code',
      problem(404, 'Video not found'),
      'http/not-found',
      'GET /api/v1/videos/:id answered 404: Video not found. Check the id.',
    ],
    [
      'an object as `error`',
      json({ error: { code: 'FileLocked', message: 'File locked' } }, 423),
      'http/conflict',
      'GET /api/v1/videos/:id answered 423: File locked. Read it and try again.',
    ],
    [
      'a 403 that a firewall answers',
      html(403, '<html><title>Access denied</title></html>'),
      'http/forbidden',
      'GET /api/v1/videos/:id answered 403. A proxy or firewall refused this, not PeerTube. Ask its administrator.',
    ],
    [
      'a plain word with 404, as PeerTube 8 answers for a live that is none',
      new Response('Not Found', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } }),
      'http/not-found',
      'GET /api/v1/videos/:id answered 404: Not Found. Check the id.',
    ],
    [
      'a plain word with 401',
      new Response('Unauthorized', { status: 401, headers: { 'content-type': 'text/plain; charset=utf-8' } }),
      'http/unauthorized',
      'GET /api/v1/videos/:id answered 401: Unauthorized. Sign in and try again.',
    ],
    [
      'a problem document of PeerTube 8, without `error`',
      json({ type: 'about:blank', title: 'Not Found', detail: 'Video not found', status: 404 }, 404),
      'http/not-found',
      'GET /api/v1/videos/:id answered 404: Video not found. Check the id.',
    ],
    [
      'a sentence as HTML with 429',
      html(429, 'Too many requests, please try again later.', { 'retry-after': '300' }),
      'http/rate-limited',
      'GET /api/v1/videos/:id answered 429: Too many requests, please try again later. Send fewer requests.',
    ],
    [
      'an empty 400',
      new Response('', { status: 400, headers: { 'content-type': 'application/json' } }),
      'config/unsupported',
      'GET /api/v1/videos/:id answered 400. Check the version of the server.',
    ],
    [
      'a 400 that a proxy answers',
      html(400, '<html><h1>Bad request</h1></html>'),
      'http/bad-request',
      'GET /api/v1/videos/:id answered 400. Correct the request.',
    ],
    [
      'a page of a proxy',
      html(502, '<html><h1>Bad gateway</h1></html>'),
      'http/server-error',
      'GET /api/v1/videos/:id answered 502. Try again later.',
    ],
    [
      'the web app where JSON was asked for',
      html(200, '<!doctype html><title>PeerTube</title>'),
      'http/unexpected-body',
      'GET /api/v1/videos/:id answered without JSON. Check the address of the server.',
    ],
    [
      'a plain refusal',
      html(403, 'Forbidden'),
      'http/forbidden',
      'GET /api/v1/videos/:id answered 403: Forbidden. Use another account.',
    ],
    [
      'no readable answer, as a page sees without CORS',
      unreachable(),
      'network/unreachable',
      'No answer from https://video.example to GET /api/v1/videos/:id. Check that it is up and allows this origin (CORS).',
    ],
  ])('turns %s into one typed error', async (_name, reply, code, message) => {
    expect(await failureOf(reply)).toMatchObject({ code, message });
  });

  it('names the fields of a validation error without their values', async () => {
    const body = {
      detail: 'Incorrect request parameters: name',
      'invalid-params': { name: { type: 'field', msg: 'Should have a valid name', path: 'name', value: 'my secret' } },
    };
    const error = await failureOf(json(body, 400));
    expect(error).toMatchObject({ invalidParams: { name: 'Should have a valid name' } });
    expect(error.message).toBe(
      'GET /api/v1/videos/:id answered 400: name: Should have a valid name. Correct the request.',
    );
    expect(JSON.stringify(error)).not.toContain('my secret');
  });

  it('does not call a 500 with the name of a JavaScript error retryable', async () => {
    expect(await failureOf(problem(500, 'Cannot read properties of undefined', 'TypeError'))).toMatchObject({
      retryable: false,
    });
    expect(await failureOf(problem(500, 'Oops'))).toMatchObject({ retryable: true });
  });

  it.each([
    ['missing_two_factor', 401, 'http/unauthorized'],
    ['account_waiting_for_approval', 400, 'auth/account-blocked'],
    ['current_password_is_invalid', 401, 'auth/password-incorrect'],
    ['access_denied', 400, 'auth/account-blocked'],
    ['a_code_of_a_newer_server', 403, 'http/forbidden'],
  ])('understands the code %s', async (serverCode, status, code) => {
    expect(await failureOf(problem(status, 'No.', serverCode))).toMatchObject({ code, status });
  });

  it('does not treat Retry-After on a success as a failure', async () => {
    const { fetch } = transcript(json({ ok: true }, 200, { 'retry-after': '8', 'x-ratelimit-remaining': '0' }));
    await expect(createHttp({ url, fetch }).json({ path: '/x' })).resolves.toEqual({ ok: true });
  });

  it('refuses an address that is none, before any request', () => {
    expect(() => createHttp({ url: 'ftp://video.example' })).toThrow('`url` must be an http(s) address.');
  });

  it('distinguishes a time-out from an unreachable server', async () => {
    const { fetch } = transcript(
      ({ url: asked }) =>
        new Promise<Response>((_resolve, reject) => setTimeout(() => reject(new TypeError(asked.href)), 5_000).unref()),
    );
    const http = createHttp({ url, fetch, retry: { limit: 0 } });
    await expect(http.json({ path: '/slow', timeoutMs: 20 })).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'network/timeout',
      message: 'No answer from https://video.example to GET /slow within 20 ms. Try again.',
    });
  });
});
