import { createFakeClock } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import type { PiyaError } from '../errors/piya-error.js';
import { html, json, problem, type Reply, transcript, unreachable } from '../test-support/transcript.js';
import { createHttp } from './create-http.js';
import type { CreateHttpOptions, HttpRequest } from './types.js';

const url = 'https://video.example';

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
