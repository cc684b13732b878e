import { inspect } from 'node:util';
import { createFakeClock } from '@piyakast/testing/kit';
import { describe, expect, it } from 'vitest';
import { PiyakastClient } from '../../piyakast/piyakast-client.js';
import { memoryTokenStore } from '../../session/stores/token-store.js';
import { json, problem, type Reply } from '../../test-support/transcript.js';
import { PeerTubeClient } from '../client/peertube-client.js';

/** Found nowhere by accident; each is told by its name when it leaks. */
const SECRETS = {
  accessToken: 'secretaccess0000000000000000000000000000',
  refreshToken: 'secretrefresh000000000000000000000000000',
  password: 'secretpassword',
  otp: '271828',
  clientSecret: 'secretclient0000000000000000000000',
  videoPassword: 'secretvideopassword',
  // A header cannot carry it, and `fetch` quotes what it refuses.
  brokenPassword: 'secret\nbroken',
  streamKey: 'secretstreamkey',
  fileToken: 'secretfiletoken',
  piyakastToken: 'secretpiyakast',
};
const url = 'https://user:secretpassword@video.example';

/** What a server, or what stands before it, may answer to anything. All of them quote what was sent. */
const TROUBLES: Record<string, (sent: string) => Reply> = {
  'no answer': (sent) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: sent.slice(0, 4) }) }),
  'a problem with the values of the fields': (sent) =>
    json({ detail: 'Incorrect', 'invalid-params': { name: { msg: 'Should be valid', value: sent } } }, 400),
  'a dead token': () => problem(401, 'Token is invalid', 'invalid_token'),
  'a page that repeats the request': (sent) => new Response(`<html><pre>${sent}</pre></html>`, { status: 502 }),
  'JSON that repeats the request': (sent) => new Response(`{"sent": ${sent}`, { status: 200 }),
  'an unknown shape': (sent) =>
    json({ sent, streamKey: SECRETS.streamKey, files: { token: 1, is: SECRETS.fileToken } }),
  'a crash with its trace': () =>
    problem(
      500,
      `at grant (u&password=${SECRETS.password}&refresh_token=${SECRETS.refreshToken}) Bearer ${SECRETS.accessToken}`,
      'TypeError',
    ),
  'too many': () => new Response('Too many', { status: 429, headers: { 'retry-after': '400' } }),
};

/** Every text that somebody could log of a value: as it is, as JSON, as Node shows it, and of all its causes. */
function texts(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > 5) return [String(value)];
  const { cause, stack, errors = [] } = value as { cause?: unknown; stack?: string; errors?: unknown[] };
  const shown = [String(value), JSON.stringify(value), inspect(value, { depth: 10, showHidden: true }), stack ?? ''];
  return [...shown, ...[cause, ...errors].filter(Boolean).flatMap((under) => texts(under, depth + 1))];
}

/** The parts of a client that are bound actions. */
const TOPICS = [
  ...(['config', 'account', 'channels', 'videos', 'live', 'captions', 'comments', 'playlists'] as const),
  ...(['views', 'stats', 'federation', 'jobs'] as const),
];

/** Arguments that fit an action: secrets wherever its types take one, never in the query of a list. */
function argumentsOf(topic: string, name: string, password: string): unknown[] {
  const fields = { name: 'A video', channelId: 1, displayName: 'x', privacy: 'password', videoPasswords: [password] };
  if (/config|account|jobs/.test(topic)) return [{}];
  if (name === 'create') return [fields];
  if (name === 'update') return ['u', fields];
  if (name === 'setPasswords') return ['u', [password]];
  if (name === 'send') return ['u', { currentTime: 1 }];
  if (/^(thread|replies)$/.test(name)) return ['u', 1, { password }];
  const takesPassword = /videos|captions|comments/.test(topic) && !/^(search|list)$/.test(name);
  return takesPassword || /captions|comments/.test(topic) ? ['u', { password }, { password }] : ['u', {}, {}];
}

async function provoke(reply: (sent: string) => Reply): Promise<{ shown: string; errors: number }> {
  const urls: string[] = [];
  const store = memoryTokenStore();
  const clock = createFakeClock();
  const living = { expiresAtMs: clock.now() + 600_000, refreshExpiresAtMs: clock.now() + 600_000 };
  await store.set({ accessToken: SECRETS.accessToken, refreshToken: SECRETS.refreshToken, ...living });
  const fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
    urls.push(String(input));
    // As a real one refuses a header that cannot be sent.
    const { headers } = new Request(String(input), init);
    if (String(input).endsWith('/oauth-clients/local'))
      return json({ client_id: 'c', client_secret: SECRETS.clientSecret });
    const answer = reply(JSON.stringify({ headers: Object.fromEntries(headers), body: String(init?.body ?? '') }));
    if (answer instanceof Error) throw answer;
    return answer as Response;
  };
  const errors: unknown[] = [];
  const keep = (work: () => unknown) =>
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => errors.push(error));
  const clients: PeerTubeClient[] = [];
  for (const password of [SECRETS.videoPassword, SECRETS.brokenPassword]) {
    for (const topic of TOPICS) {
      for (const name of Object.keys(new PeerTubeClient({ url })[topic])) {
        if (['watch', 'start'].includes(name)) continue;
        const client = new PeerTubeClient({ url, fetch, clock, tokenStore: store, retry: { limit: 0 } });
        clients.push(client);
        const bound = client[topic] as unknown as Record<string, (...rest: unknown[]) => unknown>;
        await keep(() => bound[name]?.(...argumentsOf(topic, name, password)));
        await store.set({ accessToken: SECRETS.accessToken, refreshToken: SECRETS.refreshToken, ...living });
      }
    }
  }
  const client = new PeerTubeClient({ url, fetch, clock, retry: { limit: 0 } });
  const { password, otp, piyakastToken } = SECRETS;
  await keep(() => client.auth.signIn({ username: 'u', password, otp }));
  const givingUp = new AbortController();
  const upload = client.uploads.upload(new Blob(['x'], { type: 'video/mp4' }), {
    ...{ name: 'A clip', channelId: 1, inspect: false, privacy: 'password', videoPasswords: [SECRETS.videoPassword] },
    signal: givingUp.signal,
  });
  const uploaded = keep(() => upload.done);
  // It waits for an instance that is away.
  await clock.advance(60_000);
  givingUp.abort();
  await uploaded;
  const piyakast = new PiyakastClient({ url, token: piyakastToken, fetch, retry: { limit: 0 } });
  for (const call of [() => piyakast.videos.get('u'), () => piyakast.videos.list(), () => piyakast.status.get()])
    await keep(call);
  const reports = await Promise.all(
    [client, ...clients.slice(0, 5)].map((one) => one.report().catch((error: unknown) => error)),
  );
  const values = [...errors, ...reports, client, client.context, piyakast, upload];
  return { shown: [...values.flatMap((value) => texts(value)), ...urls].join('\n'), errors: errors.length };
}

describe('no token, key or password (promise 48)', () => {
  it.each(Object.entries(TROUBLES))(
    'is in an error, a cause, a report, JSON or an address after %s',
    async (_name, reply) => {
      const { shown, errors } = await provoke(reply);
      expect(errors).toBeGreaterThan(30);
      const found = Object.entries(SECRETS).flatMap(([name, secret]) => {
        const at = shown.indexOf(secret);
        const quoted = shown.indexOf(JSON.stringify(secret).slice(1, -1));
        return Math.max(at, quoted) < 0
          ? []
          : [`${name}: …${shown.slice(Math.max(0, Math.max(at, quoted) - 200), Math.max(at, quoted) + 60)}…`];
      });
      expect(found).toEqual([]);
    },
    60_000,
  );
});
