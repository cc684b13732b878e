import { createFakeClock } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import { json, transcript, unreachable } from '../test-support/transcript.js';
import { createCircuitBreaker } from './circuit-breaker.js';
import { createHttp } from './create-http.js';
import { createRequestBudget, type SignInLimit } from './request-budget.js';

const url = 'https://video.example';

describe('createCircuitBreaker() (promise 36)', () => {
  it('opens after five failures, lets one probe through, and closes when it succeeds', async () => {
    const clock = createFakeClock();
    let isUp = false;
    const { fetch, sent } = transcript(() => {
      if (!isUp) throw unreachable();
      return json({});
    });
    const breaker = createCircuitBreaker({ clock });
    const http = createHttp({ url, fetch, clock, gates: [breaker.gate], retry: { limit: 0 } });
    const ask = () =>
      http.json({ path: '/x' }).then(
        () => 'ok',
        (error: { code: string }) => error.code,
      );
    for (let round = 0; round < 5; round += 1) expect(await ask()).toBe('network/unreachable');
    expect(breaker.state()).toBe('open');
    expect(await ask()).toBe('network/circuit-open');
    expect(sent).toHaveLength(5);
    await clock.advance(5_000);
    expect(breaker.state()).toBe('half-open');
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([
      'network/unreachable',
      'network/circuit-open',
      'network/circuit-open',
    ]);
    isUp = true;
    await clock.advance(5_000);
    expect(await ask()).toBe('ok');
    expect(breaker.state()).toBe('closed');
  });

  it('always lets a health check through, and closes when it succeeds', async () => {
    const clock = createFakeClock();
    const { fetch } = transcript(...Array.from({ length: 5 }, unreachable), json({}));
    const breaker = createCircuitBreaker({ clock, probes: ['/api/v1/ping'] });
    const http = createHttp({ url, fetch, clock, gates: [breaker.gate], retry: { limit: 0 } });
    for (let round = 0; round < 5; round += 1) await http.json({ path: '/x' }).catch(() => undefined);
    await http.request({ path: '/api/v1/ping' });
    expect(breaker.state()).toBe('closed');
  });

  it('takes refusals and aborts for signs of life', async () => {
    const clock = createFakeClock();
    const { fetch } = transcript(json({}, 404), json({}, 503, { 'retry-after': '300' }));
    const breaker = createCircuitBreaker({ clock, failures: 1 });
    const http = createHttp({ url, fetch, clock, gates: [breaker.gate], retry: { limit: 0 } });
    await http.json({ path: '/x' }).catch(() => undefined);
    await http.json({ path: '/x' }).catch(() => undefined);
    expect(breaker.state()).toBe('closed');
  });
});

describe('a breaker around a budget', () => {
  it('does not take requests that were held back here for failures of the server', async () => {
    const clock = createFakeClock();
    const { fetch } = transcript(json({}, 429, { 'retry-after': '300' }), json({}));
    const breaker = createCircuitBreaker({ clock });
    const gates = [breaker.gate, createRequestBudget(clock).gate];
    const http = createHttp({ url, fetch, clock, gates, retry: { limit: 0 } });
    const ask = () => http.json({ path: '/x' }).catch((error: { code: string }) => error.code);
    for (let round = 0; round < 8; round += 1) expect(await ask()).toBe('http/rate-limited');
    expect(breaker.state()).toBe('closed');
  });
});

const signIn: SignInLimit = {
  route: '/api/v1/users/token',
  isRefresh: (body) => String(body).includes('grant_type=refresh_token'),
};

describe('createRequestBudget()', () => {
  it('counts sign-ins apart, where it knows their route, and refreshes as a part of them', async () => {
    const clock = createFakeClock();
    const { fetch, sent } = transcript(json({}));
    const gates = [createRequestBudget(clock, { signIn }).gate];
    const http = createHttp({ url, fetch, clock, gates, retry: { limit: 0 } });
    const ask = (grant_type: string) =>
      http.json({ method: 'POST', path: signIn.route, body: new URLSearchParams({ grant_type }) });
    for (let round = 0; round < 12; round += 1) await ask('refresh_token');
    await expect(ask('refresh_token')).rejects.toMatchObject({ code: 'http/rate-limited' });
    for (let round = 0; round < 3; round += 1) await ask('password');
    await expect(ask('password')).rejects.toMatchObject({ code: 'http/rate-limited' });
    await http.json({ path: '/api/v1/config' });
    expect(sent).toHaveLength(16);
  });

  it('waits for the next window when the server says that nothing is left', async () => {
    const clock = createFakeClock();
    const reset = String(clock.now() / 1000 + 7);
    const used = { 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const { fetch, sent } = transcript(json({}, 200, used), json({}));
    const budget = createRequestBudget(clock);
    const http = createHttp({ url, fetch, clock, gates: [budget.gate] });
    await http.json({ path: '/x' });
    expect(budget.state()).toEqual({ available: 0, waitingMs: 7_000 });
    const next = http.json({ path: '/x' });
    await clock.advance(6_999);
    expect(sent).toHaveLength(1);
    await clock.advance(1);
    await next;
  });

  it("goes by the server's own clock for that", async () => {
    const clock = createFakeClock();
    const hour = 3_600_000;
    const fast = clock.now() + hour;
    const used = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(fast / 1000 + 7),
      date: new Date(fast).toUTCString(),
    };
    const { fetch } = transcript(json({}, 200, used));
    const budget = createRequestBudget(clock);
    await createHttp({ url, fetch, clock, gates: [budget.gate] }).json({ path: '/x' });
    expect(budget.state().waitingMs).toBe(7_000);
  });

  it('does not stop an administrator, who passes a reached limit and gets Retry-After with a success', async () => {
    const clock = createFakeClock();
    const passed = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999', 'retry-after': '8' };
    const { fetch, sent } = transcript(json({}, 200, passed));
    const http = createHttp({ url, fetch, clock, gates: [createRequestBudget(clock).gate] });
    for (let round = 0; round < 5; round += 1) await http.json({ path: '/x' });
    expect(sent).toHaveLength(5);
  });

  it('uses up none of the few sign-ins while the server is away', async () => {
    const clock = createFakeClock();
    const { fetch, sent } = transcript(...Array.from({ length: 40 }, unreachable), json({}));
    const gates = [createRequestBudget(clock, { signIn }).gate];
    const http = createHttp({ url, fetch, clock, gates, retry: { limit: 0 } });
    const body = new URLSearchParams({ grant_type: 'refresh_token' });
    const refresh = () => http.json({ method: 'POST', path: '/api/v1/users/token', body });
    for (let round = 0; round < 40; round += 1) {
      await expect(refresh()).rejects.toMatchObject({ code: 'network/unreachable' });
    }
    await refresh();
    expect(sent).toHaveLength(41);
  });

  it('spreads a burst over the window', async () => {
    const clock = createFakeClock();
    const { fetch, sent } = transcript(json({}));
    const http = createHttp({ url, fetch, clock, gates: [createRequestBudget(clock).gate] });
    const all = Promise.all(Array.from({ length: 100 }, () => http.json({ path: '/x' })));
    await clock.advance(9_999);
    expect(sent).toHaveLength(45);
    await clock.advance(1);
    expect(sent).toHaveLength(90);
    await clock.advance(10_000);
    await all;
    expect(sent).toHaveLength(100);
  });

  it("counts from the answer: the server's window begins when a request arrives, later than it goes out", async () => {
    const clock = createFakeClock();
    const budget = createRequestBudget(clock);
    const arrivedAtMs: number[] = [];
    const fetch = async () => {
      // Ways to a server are not alike: the first one includes the connection.
      await clock.sleep(arrivedAtMs.length < 45 ? 400 : 10);
      arrivedAtMs.push(clock.now());
      return json({});
    };
    const http = createHttp({ url, fetch, clock, gates: [budget.gate] });
    const all = Promise.all(Array.from({ length: 60 }, () => http.json({ path: '/x' })));
    await clock.advance(20_000);
    await all;
    const windowEndMs = (arrivedAtMs[0] ?? 0) + 10_000;
    expect(arrivedAtMs.filter((ms) => ms < windowEndMs)).toHaveLength(45);
    expect(arrivedAtMs).toHaveLength(60);
  });

  it('learns the limit from readable headers', async () => {
    const clock = createFakeClock();
    const { fetch, sent } = transcript(json({}, 200, { 'x-ratelimit-limit': '1000' }));
    const http = createHttp({ url, fetch, clock, gates: [createRequestBudget(clock).gate] });
    await http.json({ path: '/x' });
    await Promise.all(Array.from({ length: 200 }, () => http.json({ path: '/x' })));
    expect(sent).toHaveLength(201);
  });

  it('sends nothing more after a 429 until its time is over, and says so when that is long', async () => {
    const clock = createFakeClock();
    const { fetch, sent } = transcript(json({}, 429, { 'retry-after': '300' }), json({}));
    const http = createHttp({ url, fetch, clock, gates: [createRequestBudget(clock).gate], retry: { limit: 0 } });
    await expect(http.json({ path: '/x' })).rejects.toMatchObject({ code: 'http/rate-limited' });
    await expect(http.json({ path: '/y' })).rejects.toMatchObject({
      message: "The server's request limit is reached, so GET /y was not sent. Try again in 300 s.",
      retryAfterMs: 300_000,
    });
    await clock.advance(300_000);
    await http.json({ path: '/y' });
    expect(sent).toHaveLength(2);
  });

  it('stops the sign-ins alone after a 429 to one', async () => {
    const clock = createFakeClock();
    const { fetch, sent } = transcript(json({}, 429, { 'retry-after': '300' }), json({}));
    const http = createHttp({
      url,
      fetch,
      clock,
      gates: [createRequestBudget(clock, { signIn }).gate],
      retry: { limit: 0 },
    });
    await http.json({ method: 'POST', path: '/api/v1/users/token' }).catch(() => undefined);
    await http.json({ path: '/api/v1/videos' });
    expect(sent).toHaveLength(2);
  });
});
