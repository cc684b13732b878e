import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PeerTubeClient } from '@piyakast/sdk';
import { fileTokenStore } from '@piyakast/sdk/node';
import { type Sandbox, startSandbox } from '@piyakast/testing/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const WORKER = join(import.meta.dirname, 'session-processes/worker.mjs');
const CALLS = 5;

describe('processes that share a session by an encrypted file', () => {
  const secret = crypto.randomUUID();
  let sandbox: Sandbox;
  let folder: string;
  let path: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ media: 'sniff' });
    folder = await mkdtemp(join(tmpdir(), 'piyakast-processes-'));
  });
  afterAll(async () => {
    await sandbox?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    path = join(folder, crypto.randomUUID());
    const client = new PeerTubeClient({ url: sandbox.url, tokenStore: fileTokenStore({ path, secret }) });
    await client.auth.signIn({ username: sandbox.account.username, password: sandbox.account.password });
    sandbox.fake.revokeTokens();
  });

  const work = async (more: Record<string, string> = {}): Promise<string> => {
    const env = { ...process.env, INSTANCE: sandbox.url, TOKEN_FILE: path, TOKEN_SECRET: secret, CALLS: String(CALLS) };
    return (await run(process.execPath, [WORKER], { env: { ...env, ...more } })).stdout.trim();
  };
  const logins = () => sandbox.fake.log.since().filter((entry) => entry.path === '/api/v1/users/token').length;

  it('send one refresh when the token of all has died (promise 47)', async () => {
    const before = logins();
    expect(await Promise.all([work(), work(), work()])).toEqual([`${CALLS}`, `${CALLS}`, `${CALLS}`]);
    expect(logins() - before).toBe(1);
  });

  it('go on after one was killed in the middle of its refresh, with the lock in its hands', async () => {
    await expect(work({ DIE: 'yes' })).rejects.toHaveProperty('signal', 'SIGKILL');
    expect(existsSync(`${path}.lock`)).toBe(true);
    const startedAtMs = Date.now();
    expect(await Promise.all([work(), work()])).toEqual([`${CALLS}`, `${CALLS}`]);
    expect(Date.now() - startedAtMs).toBeLessThan(60_000);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('say so when one of them has another secret', async () => {
    const other = crypto.randomUUID();
    const failure: { stderr: string } = await work({ TOKEN_SECRET: other }).then(
      () => ({ stderr: 'it went on' }),
      (error: { stderr: string }) => error,
    );
    expect(failure.stderr).toContain('The token file cannot be decrypted.');
    expect(failure.stderr).not.toContain(other);
  });
});
