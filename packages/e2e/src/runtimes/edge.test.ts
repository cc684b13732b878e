import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@piyakast/testing/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../support/bundle.js';
import { freePort } from '../support/system.js';
import { programOf } from './program-of.js';
import { type SmokeReport, type SmokeSandbox, STEPS, smokeSandbox } from './smoke-report.js';

/** The runtime of Cloudflare's workers as it comes: no compatibility flag, so no `node:` module and no `process`. */
const configOf = (port: number) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "internet", network = (allow = ["local"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js"), (name = "smoke.js", esModule = embed "smoke.js")],
  compatibilityDate = "2025-01-01",
);
`;

describe('the SDK in an edge runtime', () => {
  let sandbox: SmokeSandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = await smokeSandbox();
    folder = await mkdtemp(join(tmpdir(), 'piyakast-edge-'));
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('signs in, refreshes, uploads over a cut line, resumes and watches a live without any node: module', async () => {
    const port = await freePort();
    await writeFile(join(folder, 'config.capnp'), configOf(port));
    const smoke = join(import.meta.dirname, 'smoke.mjs');
    const conditions = ['workerd', 'worker', 'browser'];
    await writeFile(join(folder, 'smoke.js'), await bundle(smoke, { format: 'es', conditions }));
    await copyFile(join(import.meta.dirname, 'hosts/edge-worker.mjs'), join(folder, 'worker.js'));
    const edge = spawn(programOf('workerd'), ['serve', join(folder, 'config.capnp')], { stdio: 'inherit' });
    const ended = new Promise((done) => edge.once('exit', done));
    try {
      const body = JSON.stringify(sandbox.optionsFor('workerd'));
      const url = `http://127.0.0.1:${port}/`;
      await until('workerd', async () => (await fetch(url, { method: 'POST', body: '{}' })).status > 0);
      const answer = await fetch(url, { method: 'POST', body });
      const text = await answer.text();
      expect(answer.status, text).toBe(200);
      const report = JSON.parse(text) as SmokeReport;
      expect(report.steps).toEqual(STEPS);
      expect(report).toMatchObject({ userAgent: 'Cloudflare-Workers', hasDocument: false, hasProcess: false });
      expect(sandbox.left()).toEqual([]);
    } finally {
      edge.kill('SIGKILL');
      await ended;
    }
  });
});
