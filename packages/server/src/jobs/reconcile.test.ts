import { randomUUID } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PeerTubeClient } from '@piyakast/sdk';
import { until } from '@piyakast/testing/kit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../test-support/run-command.js';
import { sampleMp4 } from '../test-support/sample-file.js';
import { startTestServer, type TestServer } from '../test-support/test-server.js';

describe.each(['6.3.0', '8.2.1'] as const)('piyakast reconcile, with PeerTube %s', (version) => {
  let server: TestServer;
  let account: PeerTubeClient;
  beforeAll(async () => {
    server = await startTestServer({ sandbox: { version }, env: { LOCAL_FILE_POLICY: 'keep:3' } });
    account = new PeerTubeClient({ url: server.sandbox.url });
    await account.auth.signIn(server.sandbox.account);
  });
  afterAll(() => server.close());

  const run = async (...args: string[]) => {
    const { code, text } = await runCommand(server, 'reconcile', '--json', ...args);
    return { code, findings: JSON.parse(text) as { kind: string; id: string; repair: string | null }[] };
  };
  const publish = async (name: string) => {
    const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name } });
    await until('the publication', async () => (await server.client('alice').videos.get(id)).state === 'published');
    return id;
  };
  const uuidOf = (name: string) => server.sandbox.videos().find((one) => one.name === name)?.uuid ?? '';
  /** As another server would, that had lost its database. */
  const uploadAgain = async (key: string, name: string) => {
    const form = new FormData();
    form.set('videofile', new Blob([sampleMp4()], { type: 'video/mp4' }), `clip.piya-${key}.mp4`);
    form.set('name', name);
    form.set('channelId', String(server.sandbox.account.channelId));
    const request = { method: 'POST', path: '/api/v1/videos/upload', body: form, auth: 'required' } as const;
    return (await account.context.http.json<{ video: { uuid: string } }>(request)).video.uuid;
  };

  it('finds nothing where all agree, and leaves videos alone that are not of this server', async () => {
    await publish('in order');
    await account.uploads.upload(new File([sampleMp4()], 'own.mp4', { type: 'video/mp4' }), { name: 'made by hand' })
      .done;
    expect(await run()).toEqual({ code: 0, findings: [] });
  });

  it('reports, and repairs only when it is asked to', async () => {
    const lost = await publish('lost there');
    await account.videos.delete(uuidOf('lost there'));
    const waiting = await (async () => {
      await server.sandbox.stop();
      const id = await server.tus('alice').send({ bytes: sampleMp4(), metadata: { name: 'has no file' } });
      await until('the fallback', async () => (await server.client('alice').videos.get(id)).state === 'local');
      await server.services.files.remove(id);
      await server.sandbox.start();
      return id;
    })();
    const stray = randomUUID();
    await writeFile(join(server.filesDir, stray), 'a file that no row knows');
    const old = new Date(Date.now() - 48 * 3_600_000);
    await utimes(join(server.filesDir, stray), old, old);
    await until('the refusal', async () => {
      const { problem } = await server.client('alice').videos.get(waiting);
      return problem?.final === true;
    });

    const kinds = (findings: { kind: string; id: string }[]) => findings.map(({ kind, id }) => `${kind} ${id}`).sort();
    const expected = [`missing-at-peertube ${lost}`, `missing-file ${waiting}`, `unknown-file ${stray}`].sort();
    const looked = await run();
    expect(looked.code).toBe(1);
    expect(kinds(looked.findings)).toEqual(expected);
    expect(looked.findings.every(({ repair }) => repair === null)).toBe(true);
    const state = async () => (await server.client('alice').videos.get(lost)).state;
    expect(await state()).toBe('published');

    const repaired = await run('--repair');
    expect(repaired.code).toBe(0);
    expect(kinds(repaired.findings)).toEqual(expected);
    await until('the second publication', async () => (await state()) === 'published');
    expect(server.sandbox.videos().filter(({ name }) => name === 'lost there')).toHaveLength(1);
    expect((await run()).findings.map(({ kind }) => kind)).toEqual(['missing-file']);
    await server.services.database.db.execute(sql`DELETE FROM videos WHERE id = ${waiting}`);
  });

  it('removes the second of two videos of one upload, and only reports what no row knows', async () => {
    const id = await publish('twice');
    const first = uuidOf('twice');
    const second = await uploadAgain(id, 'twice');
    const unknown = randomUUID();
    const kept = await uploadAgain(unknown, 'of a lost database');
    const { code, findings } = await run('--repair');
    expect(code).toBe(1);
    expect(findings).toEqual([
      expect.objectContaining({ kind: 'unknown-video', id: unknown, uuid: kept, repair: null }),
      expect.objectContaining({ kind: 'duplicate', id, uuid: second, repair: 'removed at PeerTube' }),
    ]);
    const left = server.sandbox.videos().map(({ uuid }) => uuid);
    expect(left).toEqual(expect.arrayContaining([first, kept]));
    expect(left).not.toContain(second);
  });
});
