import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@piyakast/testing/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/config.js';
import { exitCodeOf, runDoctor } from './doctor.js';
import { type Area, DOCTOR_EXIT, type Finding } from './finding.js';

const TOTP_SECRET = 'JBSWY3DPEHPK3PXP';
let sandbox: Sandbox;
let dataDir: string;
/** An address at which nothing listens. */
let closed: string;
const undo: (() => void)[] = [];
beforeAll(async () => {
  closed = await serve(() => undefined);
  for (const step of undo.splice(0)) step();
  dataDir = await mkdtemp(join(tmpdir(), 'piyakast-doctor-'));
  sandbox = await startSandbox({
    media: 'sniff',
    accounts: [
      { username: 'tight', password: 'tight-pass-1', videoQuota: 1000 },
      { username: 'empty', password: 'empty-pass-1', videoQuota: 0 },
      { username: 'careful', password: 'careful-pass-1', otpSecret: TOTP_SECRET },
      { username: 'chief', password: 'chief-pass-1', role: 0 },
    ],
  });
});
afterEach(() => {
  for (const step of undo.splice(0)) step();
});
afterAll(async () => {
  await sandbox.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Whether the database opens is tested with the command; it takes a second each time. */
const SKIP: readonly Area[] = ['database'];
/** The sandbox takes no encoders when it only looks at files. */
const NO_RTMP: readonly Area[] = [...SKIP, 'rtmp'];

const findings = (change: Record<string, string> = {}, skip = NO_RTMP, ask?: typeof fetch) =>
  runDoctor(
    loadConfig({
      PEERTUBE_URL: sandbox.url,
      PEERTUBE_USERNAME: sandbox.account.username,
      PEERTUBE_PASSWORD: sandbox.account.password,
      DATA_DIR: dataDir,
      ...change,
    }),
    { skip, ...(ask === undefined ? {} : { ask: (url, init) => ask(url, init) }) },
  );

const wrong = (found: Finding[]) => found.filter(({ status }) => status === 'wrong');

/** The one fault; its exit code is its area's, and it says what to do. */
async function theFault(change?: Record<string, string>, skip?: readonly Area[], ask?: typeof fetch): Promise<Finding> {
  const found = await findings(change, skip, ask);
  const [fault, ...more] = wrong(found);
  if (fault === undefined) throw new Error(`Nothing was wrong:\n${JSON.stringify(found, undefined, 1)}`);
  expect(more).toEqual([]);
  expect(fault.fix).toMatch(/\w/);
  expect(exitCodeOf(found)).toBe(DOCTOR_EXIT[fault.area]);
  return fault;
}

/** An address that answers as it is asked to. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Changes the fake's settings until the end of the test. */
function withFeatures(change: () => void): void {
  const before = structuredClone(sandbox.fake.features);
  undo.push(() => void Object.assign(sandbox.fake.features, before));
  change();
}

/** `fetch` with some headers of the answers changed, as a proxy changes them. */
const through =
  (change: (headers: Headers, url: string) => { status?: number } | undefined): typeof fetch =>
  async (input, init) => {
    const answer = await fetch(input, init);
    const headers = new Headers(answer.headers);
    const { status = answer.status } = change(headers, String(input)) ?? {};
    return new Response(answer.body, { status, headers });
  };

it('each fault has an exit code of its own', () => {
  const codes = Object.values(DOCTOR_EXIT);
  expect(new Set(codes).size).toBe(codes.length);
});

it('finds nothing wrong with a healthy instance, and looks at everything', async () => {
  const found = await findings({}, SKIP.concat('rtmp'));
  expect(wrong(found)).toEqual([]);
  expect(exitCodeOf(found)).toBe(0);
  const unseen = ['config', 'database', 'rtmp', 'two-factor'];
  const areas = Object.keys(DOCTOR_EXIT).filter((name) => name !== 'ok' && !unseen.includes(name));
  expect(found.map(({ area }) => area).sort()).toEqual(areas.sort());
});

describe('what keeps the server from PeerTube (promise 61)', () => {
  it('a server that is away is one fault, and nothing after it is looked at', async () => {
    const fault = await theFault({ PEERTUBE_URL: closed });
    expect(fault).toMatchObject({ area: 'network', detail: expect.stringContaining('ECONNREFUSED') });
    const found = await findings({ PEERTUBE_URL: closed });
    expect(found.map(({ area }) => area)).toEqual(['storage', 'disk', 'network']);
  });

  it('a page that is no PeerTube', async () => {
    const url = await serve((_request, response) => response.end('<h1>It works!</h1>'));
    expect(await theFault({ PEERTUBE_URL: url })).toMatchObject({
      area: 'network',
      detail: expect.stringContaining('not as a PeerTube does'),
    });
  });

  it('a redirect to an HTTPS address where nothing answers is named', async () => {
    const dead = closed.replace('http:', 'https:');
    const url = await serve((request, response) => {
      response.writeHead(301, { location: `${dead}${request.url}` }).end();
    });
    expect(await theFault({ PEERTUBE_URL: url })).toEqual({
      area: 'https',
      status: 'wrong',
      detail: `${url} redirects to ${dead}, and nothing answers there (ECONNREFUSED)`,
      fix: expect.stringContaining('serve HTTPS'),
    });
  });

  it('a redirect to an address that works names it', async () => {
    const url = await serve((request, response) => {
      response.writeHead(308, { location: `${sandbox.url}${request.url}` }).end();
    });
    expect(await theFault({ PEERTUBE_URL: url })).toMatchObject({
      area: 'https',
      fix: `Set PEERTUBE_URL=${sandbox.url}.`,
    });
  });

  it('a name that the instance is not configured with', async () => {
    const ask = through((_headers, url) => (url.endsWith('/oauth-clients/local') ? { status: 403 } : undefined));
    expect(await theFault({}, NO_RTMP, ask)).toMatchObject({ area: 'address', fix: expect.stringContaining('Host') });
  });

  it('clocks that differ', async () => {
    const ask = through((headers) => {
      headers.set('date', new Date(Date.now() - 3_600_000).toUTCString());
      return undefined;
    });
    expect(await theFault({}, NO_RTMP, ask)).toMatchObject({
      area: 'clock',
      detail: expect.stringMatching(/this machine is 3[56]\d\d s ahead of the instance/),
    });
  });

  it('a wrong password, and an account with a second factor', async () => {
    expect(await theFault({ PEERTUBE_PASSWORD: 'not-this-one' })).toMatchObject({
      area: 'credentials',
      detail: expect.stringContaining('auth/invalid-credentials'),
    });
    const careful = { PEERTUBE_USERNAME: 'careful', PEERTUBE_PASSWORD: 'careful-pass-1' };
    expect(await theFault(careful)).toMatchObject({
      area: 'two-factor',
      fix: expect.stringContaining('Turn two-factor'),
    });
  });

  it('an administrator is more than is needed', async () => {
    const found = await findings({ PEERTUBE_USERNAME: 'chief', PEERTUBE_PASSWORD: 'chief-pass-1' });
    expect(found.find(({ area }) => area === 'role')).toMatchObject({ status: 'note' });
    expect(exitCodeOf(found)).toBe(0);
  });
});

describe('what keeps uploads from it (promise 62)', () => {
  it('a quota that is used up, and one below the largest upload', async () => {
    const empty = await findings({ PEERTUBE_USERNAME: 'empty', PEERTUBE_PASSWORD: 'empty-pass-1' });
    expect(wrong(empty).map(({ area }) => area)).toEqual(['quota', 'size']);
    const tight = { PEERTUBE_USERNAME: 'tight', PEERTUBE_PASSWORD: 'tight-pass-1' };
    expect(await theFault(tight)).toMatchObject({
      area: 'size',
      detail: 'MAX_UPLOAD_BYTES lets in files of 2.1 GB, and the quota of the account is 1.0 KB',
      fix: expect.stringContaining('MAX_UPLOAD_BYTES below 1000'),
    });
    expect(wrong(await findings({ ...tight, MAX_UPLOAD_BYTES: '999' }))).toEqual([]);
  });

  it('an old version', async () => {
    withFeatures(() => {
      sandbox.fake.features.serverVersion = '5.2.1';
    });
    expect(await theFault()).toMatchObject({ area: 'version', detail: 'version 5.2.1' });
  });

  it('categories of which none fits', async () => {
    withFeatures(() => {
      sandbox.fake.features.categories = { '1': 'Gardening' };
    });
    expect(await theFault()).toMatchObject({ area: 'categories', fix: expect.stringContaining('CATEGORY_MAP') });
  });
});

describe('what keeps lives from it (promise 63)', () => {
  it('lives or replays that the administrator does not allow; a site without lives skips them', async () => {
    withFeatures(() => {
      sandbox.fake.features.live = { ...sandbox.fake.features.live, allowReplay: false };
    });
    expect(await theFault()).toMatchObject({ area: 'replay', fix: expect.stringContaining('live.allow_replay') });
    sandbox.fake.features.live = { ...sandbox.fake.features.live, enabled: false };
    expect(await theFault()).toMatchObject({ area: 'lives', fix: expect.stringContaining('live.enabled') });
    expect(exitCodeOf(await findings({}, [...NO_RTMP, 'lives']))).toBe(0);
  });

  it('an RTMP port that is closed', async () => {
    expect(await theFault({ RTMP_URL: `${closed.replace('http:', 'rtmp:')}/live` }, SKIP)).toMatchObject({
      area: 'rtmp',
      detail: `nothing answers at ${new URL(closed).host} (ECONNREFUSED), where encoders send to`,
    });
    const open = new URL(sandbox.url).host;
    expect(wrong(await findings({ RTMP_URL: `rtmp://${open}/live` }, SKIP))).toEqual([]);
  });
});
