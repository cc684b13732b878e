import { describe, expect, it } from 'vitest';
import { isPiyaError, type PiyaError } from '../errors/piya-error.js';
import { peertubeProblem } from '../peertube/request/problem-table.js';
import { createFakeClock } from '../test-support/fake-clock.js';
import { json, problem, type Reply, transcript, unreachable } from '../test-support/transcript.js';
import { createHttp } from './create-http.js';
import type { CreateHttpOptions, HttpRequest } from './types.js';

const url = 'https://video.example';
const html = (status: number, text: string, headers = {}): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });

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

describe('requests', () => {
  it('sends queries, JSON, forms and raw bodies as they should be', async () => {
    const { fetch, sent } = transcript(json({}));
    const http = createHttp({ url: `${url}/some/page`, fetch });
    await http.json({ path: '/a', query: { tagsOneOf: ['x', 'y z'], count: 5, search: undefined, isLive: false } });
    await http.json({ method: 'PUT', path: '/b', json: { a: 1 } });
    await http.json({ method: 'POST', path: '/c', body: new URLSearchParams({ grant_type: 'password' }) });
    await http.json({
      method: 'PUT',
      path: '/d',
      body: new Uint8Array([104, 105]),
      headers: { 'content-range': 'bytes 0-1/2' },
    });
    expect(
      sent.map((request) => [request.method, request.url.href, request.body, request.headers.get('content-type')]),
    ).toEqual([
      ['GET', `${url}/a?tagsOneOf=x&tagsOneOf=y+z&count=5&isLive=false`, '', null],
      ['PUT', `${url}/b`, '{"a":1}', 'application/json'],
      ['POST', `${url}/c`, 'grant_type=password', 'application/x-www-form-urlencoded;charset=UTF-8'],
      ['PUT', `${url}/d`, 'hi', null],
    ]);
  });

  it('passes an abort on as it is, and never repeats it', async () => {
    const { fetch, sent } = transcript(unreachable(), json({}));
    const reason = new Error('the page was left');
    const aborted = createHttp({ url, fetch, signal: AbortSignal.abort(reason) });
    await expect(aborted.json({ path: '/x' })).rejects.toBe(reason);
    expect(sent).toHaveLength(0);
  });
});

describe('retries (promise 36)', () => {
  const run = async (replies: Reply[], request: HttpRequest, options: Partial<CreateHttpOptions> = {}) => {
    const clock = createFakeClock();
    const { fetch, sent } = transcript(...replies);
    const startedAtMs = clock.now();
    let doneAtMs = Number.NaN;
    const http = createHttp({ url, fetch, clock, random: () => 0.5, ...options });
    const result = http
      .json(request)
      .catch((error: PiyaError) => error.code)
      .finally(() => {
        doneAtMs = clock.now() - startedAtMs;
      });
    await clock.advance(120_000);
    return { outcome: await result, requests: sent.length, tookMs: doneAtMs };
  };

  it('repeats a read after a failure, with growing waits, then gives up', async () => {
    expect(await run([unreachable()], { path: '/x' })).toEqual({
      outcome: 'network/unreachable',
      requests: 3,
      tookMs: 750,
    });
    expect(await run([html(503, ''), json({ ok: 1 })], { path: '/x' })).toEqual({
      outcome: { ok: 1 },
      requests: 2,
      tookMs: 250,
    });
  });

  it('waits as long as the server asks, and not at all when that is too long', async () => {
    const limited = (seconds: number) => html(429, 'Too many requests', { 'retry-after': String(seconds) });
    expect(await run([limited(10), json({ ok: 1 })], { path: '/x' })).toEqual({
      outcome: { ok: 1 },
      requests: 2,
      tookMs: 10_000,
    });
    expect(await run([limited(300)], { path: '/x' })).toEqual({ outcome: 'http/rate-limited', requests: 1, tookMs: 0 });
  });

  it('does not repeat what the server may have done', async () => {
    const post: HttpRequest = { method: 'POST', path: '/x', json: {} };
    expect(await run([unreachable()], post)).toMatchObject({ requests: 1 });
    expect(await run([html(502, '')], post)).toMatchObject({ requests: 1 });
    expect(await run([html(429, '', { 'retry-after': '1' }), json({})], post)).toMatchObject({ requests: 2 });
  });

  it('repeats no refusal', async () => {
    for (const status of [400, 401, 403, 404, 409, 413, 415]) {
      expect(await run([problem(status, 'No.')], { path: '/x' })).toMatchObject({ requests: 1 });
    }
  });

  it('takes a repeated deletion that finds nothing for done, but not a first one', async () => {
    const remove: HttpRequest = { method: 'DELETE', path: '/x' };
    const gone = problem(404, 'Video not found');
    const clock = createFakeClock();
    const send = async (...replies: Reply[]) => {
      const { fetch } = transcript(...replies);
      const done = createHttp({ url, fetch, clock })
        .request(remove)
        .then(
          ({ status }) => status,
          (error: PiyaError) => error.code,
        );
      await clock.advance(1_000);
      return done;
    };
    expect(await send(unreachable(), gone)).toBe(404);
    expect(await send(gone)).toBe('http/not-found');
    expect((await run([unreachable(), gone], { path: '/x' })).outcome).toBe('http/not-found');
  });

  it('leaves repeats to a caller who asks for that', async () => {
    expect(await run([unreachable()], { path: '/x', retry: 'never' })).toMatchObject({ requests: 1 });
  });
});
