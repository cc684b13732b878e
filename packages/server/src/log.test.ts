import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from './log.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'piyakast-log-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it('writes JSON lines to the file too, without any secret in a field, a text or an error (promise 43, promise 65)', async () => {
  const file = join(directory, 'server.log');
  const log = createLog({ level: 'info', file });
  const secret = crypto.randomUUID();
  const cause = new Error(`GET /x?videoFileToken=${secret}`);
  log.info({ event: 'stream.created', streamKey: secret, nested: { token: secret } }, `Bearer ${secret}`);
  log.warn({ err: new Error(`password="${secret}"`, { cause }) }, 'failed');
  const text = await until('two lines', async () => {
    const content = await readFile(file, 'utf8').catch(() => '');
    return content.trim().split('\n').length === 2 && content;
  });
  expect(text).not.toContain(secret);
  const [first] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(first).toMatchObject({ level: 'info', event: 'stream.created', streamKey: '[redacted]' });
});
